package dev.dumplink.check;

import dev.dumplink.masking.Compilation;
import dev.dumplink.masking.Compiled;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.masking.Compiler;
import dev.dumplink.masking.MaskType;
import dev.dumplink.masking.MaskingKey;
import dev.dumplink.masking.Policy;
import dev.dumplink.masking.PolicyError;
import dev.dumplink.masking.RoleExceptions;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.RoleReport;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.schema.DatabaseSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds a policy against the live database that it is for: everything that would keep the nightly dump from being made, at
 * once, and what such a dump will leave out. Reads catalogs, and rows only to name a mask for columns that have none.
 */
public final class PolicyCheck {
    // only to see whether masks can be made; nothing is masked with it
    private static final MaskingKey TRIAL = new MaskingKey("a key to try with".getBytes(StandardCharsets.US_ASCII));

    private final Map<String, MaskType> types;

    /** @param types the masks there are */
    public PolicyCheck(Map<String, MaskType> types) {
        this.types = Map.copyOf(types);
    }

    /**
     * Checks.
     *
     * @param name the database's, as people call it
     * @param file the policy, which need not be there
     * @param program the one that a dump would use; fails where there is none
     * @throws SourceFailure if the database cannot be read
     */
    public PolicyReport run(String name, Source source, Path file, Supplier<PgDump> program) {
        List<Finding> findings = new ArrayList<>();
        DatabaseSchema schema = source.schema();
        Optional<Policy> policy = policy(name, file, findings);
        Optional<Compiled> compiled = policy.flatMap(read -> compile(name, read, source, schema, findings));
        RoleReport role = source.role();
        findings.addAll(RoleFindings.of(role, policy.map(Policy::role).orElse(RoleExceptions.NONE)));
        Optional<PgDump> pgDump = pgDump(source, program, findings);
        findings.addAll(LeftOut.of(source, schema, role));
        Optional<List<CompiledTable>> masked = compiled.map(Compiled::tables)
                .or(() -> policy.map(read -> new Compiler(types).inPart(read, schema, TRIAL)));
        return new PolicyReport(subject(schema, role, pgDump, compiled), findings, masked);
    }

    private static Optional<Policy> policy(String name, Path file, List<Finding> findings) {
        try {
            return Optional.of(Policy.parse(file.toString(), Files.readString(file)));
        } catch (PolicyError e) {
            findings.add(Finding.problem("policy", e.getMessage(), ""));
        } catch (IOException e) {
            findings.add(Finding.problem(
                    "policy",
                    "there is no file " + file + " that can be read",
                    "'dumplink check policy " + name + " --suggest > " + file + "' writes one to begin with"));
        }
        return Optional.empty();
    }

    private Optional<Compiled> compile(
            String name, Policy policy, Source source, DatabaseSchema schema, List<Finding> findings) {
        Compilation compilation = new Compiler(types).compile(policy, schema, TRIAL, LocalDate.EPOCH);
        return compilation.fold(Optional::of, violations -> {
            Mends mends = new Mends(name, policy, schema, types, source);
            violations.list().forEach(each -> findings.add(mends.finding(each)));
            return Optional.empty();
        });
    }

    /** Found by looking at the program's version alone: whether it can log in is what the dump itself will see. */
    private Optional<PgDump> pgDump(Source source, Supplier<PgDump> program, List<Finding> findings) {
        try {
            PgDump found = program.get();
            found.requireFor(source.majorVersion());
            return Optional.of(found);
        } catch (SourceFailure e) {
            findings.add(Finding.problem("pg_dump", e.getMessage(), ""));
            return Optional.empty();
        }
    }

    private static String subject(
            DatabaseSchema schema, RoleReport role, Optional<PgDump> pgDump, Optional<Compiled> compiled) {
        return "PostgreSQL " + schema.version()
                + pgDump.map(program -> ", pg_dump " + program.version()).orElse("")
                + ", role " + role.role()
                + compiled.map(PolicyCheck::inventory).orElse("");
    }

    private static String inventory(Compiled compiled) {
        Inventory all = Inventory.of(compiled);
        return "; " + all.tables() + " tables: " + all.masked() + " columns masked, " + all.kept() + " kept"
                + (all.without() == 0 ? "" : "; of " + all.without() + " no rows");
    }
}
