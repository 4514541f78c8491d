package dev.dumplink;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.WhoseLink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whose a link was that turned up somewhere. That somebody asked is a row before anything is told. */
@Command(
        name = "whose-link",
        description = "Tells who was given a link, and when.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it is known", "1:it is not", "2:usage or configuration wrong"},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class WhoseLinkCommand implements Callable<Integer> {
    private static final int LONGEST = 64 * 1024;

    private final Shell shell;

    @Mixin
    private ConfigOption config;

    // several, because a link that a terminal broke comes in pieces, and what is left over would be printed as a
    // mistake
    @Parameters(
            paramLabel = "URL",
            arity = "1..*",
            description = "The link, in quotes, as it was found: <> around it and &amp; in it are understood."
                    + " - reads it from standard input, which no shell history keeps.")
    private List<String> pasted;

    @Spec
    private CommandSpec spec;

    WhoseLinkCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        AuditSettings settings = config.load(shell).audit();
        WhoseLink whose = find(settings);
        try (OperatorLog log = new OperatorLog(settings, shell)) {
            log.record(
                    EventCode.LOOKED_UP,
                    "audit whose-link",
                    whose.fold(
                            issued -> "the link of " + issued.request(),
                            altered -> "an altered link of " + altered.named().request(),
                            () -> "an unknown link"));
        }
        return whose.fold(this::tell, this::tell, this::tellUnknown);
    }

    private WhoseLink find(AuditSettings settings) {
        try {
            return WhoseLink.of(settings, pasted.equals(List.of("-")) ? read() : String.join("", pasted));
        } catch (IllegalArgumentException e) {
            throw new SettingsError(e.getMessage());
        }
    }

    private String read() {
        try {
            return new String(shell.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    private int tell(WhoseLink.Issued issued) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("given    " + issued.time() + " as " + issued.request());
        out.println("to       "
                + issued.who()
                        .map(WhoseLinkCommand::named)
                        .orElseGet(() -> "a person who was forgotten, " + issued.reference()));
        out.println("dump     " + issued.database() + " of " + issued.madeAt());
        out.println("object   " + issued.objectKey());
        out.println("until    " + issued.expires());
        out.flush();
        return 0;
    }

    private static String named(Actor actor) {
        return actor.user() + (actor.team().isEmpty() ? "" : " of " + actor.team());
    }

    private int tell(WhoseLink.Altered altered) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("unknown: no such link was ever given. It names "
                + altered.named().request() + ", which was given another one: it was changed, or is not complete.");
        out.flush();
        return Main.FAILED;
    }

    private int tellUnknown() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("unknown: no link in this log is this one. It may be another program's, or older than the log,"
                + " or not complete.");
        out.flush();
        return Main.FAILED;
    }
}
