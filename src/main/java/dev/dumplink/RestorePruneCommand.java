package dev.dumplink;

import dev.dumplink.restore.Finding;
import dev.dumplink.restore.Inspection;
import dev.dumplink.restore.Operator;
import dev.dumplink.restore.Target;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes what restores put aside, once it is old enough that nobody wants it back. */
@Command(
        name = "prune",
        description = "Deletes databases that restores put aside, or left unfinished, more than 24 hours ago.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done, or there was nothing to delete",
            "1:failed",
            "2:usage or configuration wrong",
            "3:refused, or it was not confirmed"
        })
final class RestorePruneCommand extends AsideCommand {
    private final Typing typing;

    @Option(names = "--all", description = "Also what is younger than 24 hours.")
    private boolean all;

    @Option(names = "--yes", description = "Ask nothing; needed where there is no terminal.")
    private boolean yes;

    RestorePruneCommand(Shell shell, Typing typing) {
        super(shell);
        this.typing = typing;
    }

    @Override
    public Integer call() {
        Operator operator = yes ? new Consenting() : person(typing);
        return with(
                "restore prune",
                aside -> aside.prune(all, operator),
                done -> done.databases().isEmpty()
                        ? "there is nothing to delete"
                        : "deleted: " + String.join(", ", done.databases()));
    }

    /** Said yes beforehand. */
    private static final class Consenting implements Operator {
        @Override
        public void show(Inspection.Sound dump, Target target, List<Finding> findings) {
            throw new IllegalStateException("there is no dump to show");
        }

        @Override
        public Answer confirm(String words) {
            return Answer.YES;
        }
    }
}
