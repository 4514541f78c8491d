package dev.dumplink;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Forgetting;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets a person, as they may demand. A row says that it was done, by the reference that leads nowhere any more. */
@Command(
        name = "forget",
        description = "Takes a person out of the log: their rows stay, and nothing leads from them to the person.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:nobody has that id, or something is left of it",
            "2:usage or configuration wrong",
            "3:refused, or not confirmed"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ForgetCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Mixin
    private Confirmation confirmation;

    @Parameters(paramLabel = "USER", description = "The person's id in Slack (U…), or an account of this machine.")
    private String user;

    @Spec
    private CommandSpec spec;

    ForgetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (user.equals(shell.user())) {
            throw new Refusal("the row that says so would name you again: let somebody else do it");
        }
        AuditSettings settings = config.load(shell).audit();
        Forgetting forgetting = new Forgetting(settings, user);
        List<Forgetting.Known> known = forgetting.known();
        if (known.isEmpty()) {
            say("nobody in the log has this id");
            return forgetting.lingers() ? tell(known, forgetting.forget(known)) : Main.FAILED;
        }
        known.forEach(person -> say(described(person.actor())));
        confirmation.require("forget " + user);
        record(settings, known);
        return tell(known, forgetting.forget(known));
    }

    private static String described(Actor actor) {
        return actor.user() + (actor.team().isEmpty() ? ", an operator" : " of " + actor.team());
    }

    private void record(AuditSettings settings, List<Forgetting.Known> known) {
        try (OperatorLog log = new OperatorLog(settings, shell)) {
            known.forEach(person -> log.record(EventCode.FORGOTTEN, "audit forget", person.reference()));
        }
    }

    private int tell(List<Forgetting.Known> known, Forgetting.Traces traces) {
        known.forEach(person -> say("forgotten; the rows call them " + person.reference()));
        traces.hint().ifPresent(this::say);
        if (traces.inRows() > 0) {
            say("the letters still stand in " + traces.inRows()
                    + " rows, which cannot be changed: see whether they are the" + " id or a part of something else");
        } else if (traces.inFile() > 0) {
            say("the letters still stand " + traces.inFile()
                    + " times in the database's file: stop serve and try again");
        }
        return traces.inRows() + traces.inFile() == 0 && traces.hint().isEmpty() ? 0 : Main.FAILED;
    }

    private void say(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }
}
