package dev.dumplink;

import picocli.CommandLine.Command;

/** Swaps back. */
@Command(
        name = "undo",
        description =
                "Brings back the database that the last restore put aside; what is there now is put aside instead.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:failed; nothing has changed", "2:usage or configuration wrong", "3:refused"})
final class RestoreUndoCommand extends AsideCommand {
    private final Typing typing;

    RestoreUndoCommand(Shell shell, Typing typing) {
        super(shell);
        this.typing = typing;
    }

    @Override
    public Integer call() {
        return with(
                "restore undo",
                aside -> aside.undo(person(typing)),
                done -> done.databases().size() > 1
                        ? "database " + done.databases().get(0) + " is the old one again; the restored one is "
                                + done.databases().get(1) + " now"
                        : "database " + done.databases().get(0) + " is there again");
    }
}
