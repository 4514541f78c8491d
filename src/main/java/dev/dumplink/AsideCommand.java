package dev.dumplink;

import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.Scribe;
import dev.dumplink.restore.PutAside;
import dev.dumplink.restore.Restore;
import dev.dumplink.restore.RestoreLog;
import dev.dumplink.restore.RestoreSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is done with databases that were put aside has in common. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract sealed class AsideCommand implements Callable<Integer> permits RestoreUndoCommand, RestorePruneCommand {
    private final Shell shell;

    @Mixin
    private IntoOption into;

    @Spec
    private CommandSpec spec;

    AsideCommand(Shell shell) {
        this.shell = shell;
    }

    int with(String command, Function<PutAside, PutAside.Result> act, Function<PutAside.Done, String> words) {
        Settings settings = into.settings(shell);
        RestoreSettings own = settings.restore();
        Restore.Into target = into.target(own, false, Optional.empty());
        Request request = Request.byOperator(RequestId.next(shell.random()), shell.user(), command);
        try (AuditLog log =
                new AuditLog(into.audit(settings, shell), Wiring.writer(), shell.clock(), shell.random(), code -> {})) {
            RestoreLog rows = new RestoreLog(
                    new Scribe(log, request, shell.clock()), target.address().toString());
            PutAside aside = new PutAside(target, own, IntoOption.production(settings), rows, shell.clock());
            return act.apply(aside).fold(done -> said(words.apply(done)), this::refused);
        }
    }

    Person person(Typing typing) {
        return new Person(typing, spec.commandLine().getErr(), shell.width());
    }

    private int said(String sentence) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int refused(PutAside.Refused refused) {
        refused.reasons().forEach(reason -> spec.commandLine()
                .getErr()
                .println(spec.commandLine().getColorScheme().errorText("dumplink: refused: " + reason)));
        return Main.REFUSED;
    }
}
