package dev.dumplink;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dumplink.dump.DumpSettings;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.SourceSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The keys below {@code databases.NAME.dump}, each read alone: who checks a policy needs no masking key. */
final class DumpKeys {
    private final SettingsTree tree;
    private final JsonPointer section;

    DumpKeys(SettingsTree tree, String name) {
        this.tree = tree;
        this.section = JsonPointer.empty()
                .appendProperty("databases")
                .appendProperty(name)
                .appendProperty("dump");
    }

    /** Where production is. */
    SourceSettings url() {
        try {
            return SourceSettings.parse(text("url", "such as postgres://reader:password@host/database"));
        } catch (IllegalArgumentException e) {
            throw tree.errorIn(section, e.getMessage());
        }
    }

    /** Whether it says where the policy is. */
    boolean namesPolicy() {
        return tree.at(section.appendProperty("policy")).isTextual();
    }

    /** The policy's file, which need not be there. */
    Path policy() {
        try {
            return tree.path(text("policy", "a file, from here, such as policies/shop.yml"));
        } catch (InvalidPathException e) {
            throw tree.error(section.appendProperty("policy"), "this is no file's name");
        }
    }

    /** The program that a dump would use. @param searchPath directories, as PATH has them */
    Supplier<PgDump> pgDump(String searchPath) {
        JsonPointer key = section.appendProperty("pg_dump");
        tree.requireSet(key);
        return DumpSettings.program(tree.at(key).textValue(), searchPath);
    }

    private String text(String key, String should) {
        JsonPointer place = section.appendProperty(key);
        tree.requireSet(place);
        JsonNode value = tree.at(place);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw tree.error(place, "this is needed here: " + should);
        }
        return value.textValue();
    }
}
