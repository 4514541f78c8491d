package dev.dumplink.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed statement about the log: at this time it ended with this row. Each names the hash of the one before, so that
 * none can be taken out, and says through which row the log was pruned, so that what is missing is known to be meant.
 *
 * <p>One line of canonical JSON (RFC 8785) with the signature at its end. Signed is
 * {@code "dumplink audit anchor 1\n"} and the JSON without the signature.
 */
public final class Anchor {
    private static final String DOMAIN = "dumplink audit anchor 1\n";
    // 64 bytes leave four bits of the last letter unused: they must be zero, or one signature could be written in 16
    // ways
    private static final Pattern LINE = Pattern.compile("\\{\"chain\":\"([0-9a-f-]{36})\""
            + ",\"count\":([0-9]{1,18}),\"format\":1,\"hash\":\"([0-9a-f]{64})\",\"key\":\"([0-9a-f]{16})\""
            + ",\"number\":([0-9]{1,18}),\"previous\":\"([0-9a-f]{64})\",\"pruned_hash\":\"([0-9a-f]{64})\""
            + ",\"pruned_seq\":([0-9]{1,18}),\"seq\":([0-9]{1,18}),\"time\":\"([0-9TZ:.-]{20,24})\""
            + ",\"signature\":\"([A-Za-z0-9+/]{85}[AQgw]==)\"}");

    private final Statement statement;
    private final String key;
    private final String signature;

    private Anchor(Statement statement, String key, String signature) {
        this.statement = statement;
        this.key = key;
        this.signature = signature;
    }

    /** A row of the chain by its number and hash; number 0 stands for the beginning. */
    record Mark(long seq, String hash) {
        static Mark beginning(String chain) {
            return new Mark(0, Chain.genesis(chain));
        }
    }

    /**
     * What is signed.
     *
     * @param previous the {@link #digest} of the anchor before; the chain's beginning for the first
     * @param pruned the last row that is no longer there
     * @param end the last row there is
     */
    record Statement(String chain, long number, String previous, Mark pruned, Mark end, Instant time) {
        long count() {
            return end.seq() - pruned.seq();
        }
    }

    static Anchor sign(Statement statement, AnchorKey key) {
        Anchor unsigned = new Anchor(statement, key.id(), "");
        return new Anchor(statement, key.id(), key.sign(unsigned.signed()));
    }

    /** Reads a line; empty if it is anything but an anchor exactly as {@link #line} writes it. */
    static Optional<Anchor> parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Statement statement = new Statement(
                    parts.group(1),
                    Long.parseLong(parts.group(5)),
                    parts.group(6),
                    new Mark(Long.parseLong(parts.group(8)), parts.group(7)),
                    new Mark(Long.parseLong(parts.group(9)), parts.group(3)),
                    Instant.parse(parts.group(10)));
            Anchor anchor = new Anchor(statement, parts.group(4), parts.group(11));
            return Optional.of(anchor).filter(read -> read.line().equals(line));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private byte[] signed() {
        return (DOMAIN + body() + "}").getBytes(StandardCharsets.US_ASCII);
    }

    private String body() {
        return "{\"chain\":\"" + statement.chain() + "\",\"count\":" + statement.count() + ",\"format\":1,\"hash\":\""
                + statement.end().hash() + "\",\"key\":\"" + key + "\",\"number\":" + statement.number()
                + ",\"previous\":\"" + statement.previous() + "\",\"pruned_hash\":\""
                + statement.pruned().hash() + "\",\"pruned_seq\":"
                + statement.pruned().seq() + ",\"seq\":"
                + statement.end().seq() + ",\"time\":\"" + statement.time() + "\"";
    }

    /** The whole, as it is kept: one line, without its end. */
    public String line() {
        return body() + ",\"signature\":\"" + signature + "\"}";
    }

    /** Which log it speaks of. */
    public String chain() {
        return statement.chain();
    }

    /** Anchors of one log are numbered from 1, without gaps. */
    public long number() {
        return statement.number();
    }

    /** The last row it covers. */
    public long seq() {
        return statement.end().seq();
    }

    public Instant time() {
        return statement.time();
    }

    Statement statement() {
        return statement;
    }

    /** The id of the key that is said to have signed. */
    String key() {
        return key;
    }

    boolean isSignedBy(TrustedKeys keys) {
        return keys.signed(key, signed(), signature);
    }

    /** What the next one calls its previous. */
    String digest() {
        return Chain.hex(Chain.sha256().digest(line().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return "anchor " + number();
    }
}
