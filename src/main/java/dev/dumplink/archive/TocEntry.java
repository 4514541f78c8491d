package dev.dumplink.archive;

import java.util.List;
import java.util.Optional;

/**
 * One line of an archive's table of contents: an object, something about an object, or a table's rows. An absent text and
 * an empty one are different things in the file and stay so here.
 *
 * @param id unique in the archive, at least 1
 * @param hasData whether rows follow further back in the file
 * @param catalog oid of the system catalog the object stands in, 0 for none
 * @param oid the object's, 0 for none
 * @param tag its name, e.g. {@code customer}, {@code customer customer_pkey} or {@code COLUMN customer.email}
 * @param type e.g. {@code TABLE}, {@code FK CONSTRAINT}, {@code TABLE DATA}
 * @param definition SQL that makes it
 * @param drop SQL that drops it
 * @param copy the COPY statement its rows are loaded with
 * @param schema without quotes
 * @param accessMethod a table's, e.g. {@code heap}
 * @param owner a role's name
 * @param dependencies ids; those of other entries, and some that are no entry's
 */
public record TocEntry(
        int id,
        boolean hasData,
        long catalog,
        long oid,
        String tag,
        String type,
        Section section,
        Optional<String> definition,
        Optional<String> drop,
        Optional<String> copy,
        Optional<String> schema,
        Optional<String> tablespace,
        Optional<String> accessMethod,
        Optional<String> owner,
        List<Integer> dependencies,
        DataOffset offset) {

    public TocEntry {
        if (id < 1) {
            throw new IllegalArgumentException("an entry's id is at least 1, not " + id);
        }
        dependencies = List.copyOf(dependencies);
    }

    /** An entry of ours: not an object of a catalog, without owner, tablespace and rows. */
    static TocEntry made(int id, String type, Section section, String schema, String tag, List<Integer> dependencies) {
        return new TocEntry(
                id,
                false,
                0,
                0,
                tag,
                type,
                section,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(schema),
                Optional.empty(),
                Optional.empty(),
                Optional.of(""),
                dependencies,
                DataOffset.NONE);
    }

    TocEntry withDefinition(String sql) {
        return with(tag, Optional.of(sql), drop, tablespace, owner);
    }

    /** The same without names of roles and tablespaces, which exist on one server only. */
    TocEntry homeless() {
        return with(tag, definition, drop, tablespace.map(any -> ""), owner.map(any -> ""));
    }

    TocEntry renamed(String name, String create, String remove) {
        return with(name, Optional.of(create), Optional.of(remove), tablespace, owner);
    }

    private TocEntry with(
            String newTag,
            Optional<String> newDefinition,
            Optional<String> newDrop,
            Optional<String> newTablespace,
            Optional<String> newOwner) {
        return new TocEntry(
                id,
                hasData,
                catalog,
                oid,
                newTag,
                type,
                section,
                newDefinition,
                newDrop,
                copy,
                schema,
                newTablespace,
                accessMethod,
                newOwner,
                dependencies,
                offset);
    }

    /** The same as a table's rows. */
    TocEntry rows(long table, String copyStatement, Optional<String> comment) {
        return new TocEntry(
                id,
                true,
                0,
                table,
                tag,
                type,
                section,
                comment,
                drop,
                Optional.of(copyStatement),
                schema,
                tablespace,
                accessMethod,
                owner,
                dependencies,
                DataOffset.UNKNOWN);
    }

    TocEntry at(DataOffset where) {
        return new TocEntry(
                id,
                hasData,
                catalog,
                oid,
                tag,
                type,
                section,
                definition,
                drop,
                copy,
                schema,
                tablespace,
                accessMethod,
                owner,
                dependencies,
                where);
    }

    /** Whether it is of that type. */
    public boolean is(String wanted) {
        return type.equals(wanted);
    }

    /** For people: type, schema and name. */
    public String label() {
        return type + " "
                + schema.filter(name -> !name.isEmpty()).map(name -> name + ".").orElse("") + tag;
    }
}
