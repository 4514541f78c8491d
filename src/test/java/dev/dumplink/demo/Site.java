package dev.dumplink.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A Slack with many members and a store with one dump of {@code shop}: what a bot under test stands between. */
public final class Site implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("\"url\":\"(https?:[^\"]+)\"");
    private static final int MEMBERS = 32;

    private final FakeSlack slack;
    private final EmbeddedS3 s3;
    private final List<Person> members;

    private Site(FakeSlack slack, EmbeddedS3 s3, List<Person> members) {
        this.slack = slack;
        this.s3 = s3;
        this.members = members;
    }

    public static Site open() throws IOException {
        List<Person> members = IntStream.range(0, MEMBERS)
                .mapToObj(i -> Person.member("U%03d".formatted(i), "member" + i, "Member " + i))
                .toList();
        EmbeddedS3 s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
        FakeSlack slack = FakeSlack.builder()
                .people(members.toArray(Person[]::new))
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        return new Site(slack, s3, members);
    }

    public FakeSlack slack() {
        return slack;
    }

    public EmbeddedS3 s3() {
        return s3;
    }

    public Person member(int number) {
        return members.get(number % MEMBERS);
    }

    /** A signed, unsent {@code /dump shop} of some member; no two are the same. */
    public Delivery asks(int member) {
        return slack.as(member(member)).prepares("/dump shop");
    }

    /** A bot that starts fast, limits nobody and keeps its log there. */
    public Setup setup(String auditSection) {
        return tuned(Setup.between(slack, s3), auditSection);
    }

    /** The same with other ways to Slack and to the store. */
    public Setup setup(URI slackApi, URI store, String auditSection) {
        return tuned(Setup.between(slackApi, s3, store), auditSection);
    }

    private static Setup tuned(Setup setup, String auditSection) {
        setup.section("audit", auditSection)
                .section("access", "{teams: [T01ACME], limits: {per_user_hour: 1000000, per_user_day: 1000000}}")
                .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
        return setup;
    }

    /** The link in an answer, whole or cut off after it. */
    public static Optional<URI> link(String answer) {
        Matcher url = URL.matcher(answer);
        return url.find()
                ? Optional.of(URI.create(url.group(1).replace("\\u003d", "=").replace("\\u0026", "&")))
                : Optional.empty();
    }

    @Override
    public void close() {
        slack.close();
        s3.close();
    }
}
