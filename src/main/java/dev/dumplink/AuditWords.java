package dev.dumplink;

import dev.dumplink.audit.AuditQuery;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which rows: the qualifiers on a command line. */
final class AuditWords {
    /** What a command says of them. */
    static final String HELP =
            """

            Qualifiers, any number of them. Several values are separated by commas; a - in
            front of the word means the opposite.
              user:U01ANN  user:os:NAME  user:system    a Slack id, an account, the bot
              outcome:denied  -outcome:issued           what was decided
              database:shop  code:DL001I  request:r-…   about what
              since:7d                                  an age in m, h, d or w
              from:2026-11-01  to:2026-11-22            days or moments in UTC
              limit:20                                  the newest so many
            """;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "QUALIFIER", description = "Which rows, such as outcome:denied since:7d.", arity = "0..*")
    private List<String> words = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "The newest N of them.")
    private Integer limit;

    AuditQuery query() {
        words.stream().filter(word -> word.startsWith("--")).findFirst().ifPresent(option -> {
            throw wrong("Unknown option: '" + option + "'");
        });
        AuditQuery query = AuditQuery.parse(words).fold(each -> each, problem -> {
            throw wrong("'" + problem.word() + "' is not understood. " + problem.sentence());
        });
        if (limit != null && limit < 1) {
            throw wrong("--limit must be at least 1, not " + limit);
        }
        return limit == null ? query : query.limitedTo(limit);
    }

    ParameterException wrong(String sentence) {
        CommandLine line = command.commandLine();
        return new ParameterException(line, sentence);
    }
}
