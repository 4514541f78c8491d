package dev.dumplink.restore;

/** What somebody must type to be believed: it names what they are about to do, and cannot be typed without having looked. */
final class Confirmations {
    private static final int DIGITS = 4;

    private Confirmations() {}

    /** E.g. {@code restore shop 4821}: the last digits of the server's identifier, which stand on the card. */
    static String words(String act, Target target) {
        String identifier =
                Long.toUnsignedString(target.facts().systemIdentifier().orElseThrow());
        return act + " " + target.called() + " " + identifier.substring(Math.max(0, identifier.length() - DIGITS));
    }
}
