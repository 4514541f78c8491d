package dev.dumplink.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A link as people paste it: out of a chat, a terminal that broke the line, a log that escaped it. Never printed. */
final class PastedUrl {
    private static final Pattern REQUEST = Pattern.compile("[?&]x-dumplink-request=(r-[0-9a-z]{12})(&|\\z)");
    private static final Pattern LABEL = Pattern.compile("\\|[^|]*\\z");
    private static final Pattern AROUND = Pattern.compile("\\A[<(\\[\"'`]+|[>)\\]\"'`.,;]+\\z");

    private final String url;

    /** @throws IllegalArgumentException if it is no link at all; the message does not repeat it */
    PastedUrl(String pasted) {
        String bare = pasted.replaceAll("[\\s\\p{Cf}]+", "");
        bare = AROUND.matcher(bare).replaceAll("");
        bare = LABEL.matcher(bare).replaceFirst("");
        while (bare.contains("&amp;")) {
            bare = bare.replace("&amp;", "&");
        }
        if (!bare.startsWith("https://") && !bare.startsWith("http://")) {
            throw new IllegalArgumentException("this is no link: it must begin with https://");
        }
        this.url = bare.replaceFirst("#.*", "");
    }

    /** The request that it names, true or not. */
    Optional<String> request() {
        Matcher found = REQUEST.matcher(url);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** As rows hold it. */
    String hmac(byte[] urlKey) {
        return Chain.hmac(urlKey, url);
    }

    @Override
    public String toString() {
        return "***";
    }
}
