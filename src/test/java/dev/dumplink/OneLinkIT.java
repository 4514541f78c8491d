package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.demo.Answer;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Delivery;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.Site;
import dev.dumplink.demo.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * However often, at once, and to however many bots one request arrives: one link. And no limit is ever overdrawn.
 * {@code -Ddumplink.keys=1000} sends so many requests.
 */
final class OneLinkIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final int COPIES = 50;
    private static final int KEYS = Integer.getInteger("dumplink.keys", 50);
    private static final int BOTS = 3;
    // thirty people share the keys, and the limit is not what the first part is about
    private static final int LIMIT = Math.max(20, KEYS / 30 + 1);

    @TempDir
    Path folder;

    @Test
    void aRequestThatArrivesFiftyTimesAtOnceGetsOneLinkOnSqlite() throws Exception {
        oneLink(AuditDatabase.sqlite(folder.resolve("audit.db")));
    }

    @Test
    void aRequestThatArrivesFiftyTimesAtOnceGetsOneLinkOnPostgresql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open()) {
            oneLink(AuditDatabase.postgresql(postgres, "audit"));
        }
    }

    private void oneLink(AuditDatabase database) throws Exception {
        try (Site site = Site.open();
                Product product = Product.serving(folder.resolve("bot"), site.setup(database.section()))) {
            Delivery request = site.asks(1);
            List<Answer> answers = together(Collections.nCopies(COPIES, () -> ask(product, request)));
            assertThat(links(answers)).isEqualTo(1);
            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
            assertThat(answers.stream()
                            .filter(answer -> answer.body().contains("already answered"))
                            .count())
                    .isEqualTo(COPIES - 1);
            assertThat(Site.link(ask(product, request).body())).isEmpty();
        }
        assertThat(database.count("code = 'DL001I'")).isEqualTo(1);
        assertThat(database.count("code = 'DL003R'")).isEqualTo(COPIES);
    }

    @Test
    void severalBotsOverOneDatabaseAnswerARequestOnceAndNeverOverdrawALimit() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open();
                Site site = Site.open()) {
            AuditDatabase database = AuditDatabase.postgresql(postgres, "audit");
            Setup setup = site.setup(database.section())
                    .section(
                            "access",
                            "{teams: [T01ACME], limits: {per_user_hour: " + LIMIT + ", per_user_day: " + LIMIT + "}}");
            List<Product> bots = IntStream.range(0, BOTS)
                    .mapToObj(i -> Product.serving(folder.resolve("bot" + i), setup))
                    .toList();
            try {
                oneLinkEach(site, bots, database);
                exactLimit(site, bots, database);
            } finally {
                bots.forEach(Product::close);
            }
            assertThat(ChainVerifier.verify(new AuditSettings(database.url(), null, null, null))
                            .damage())
                    .isEmpty();
        }
    }

    /** Each request once to fifty times, to all bots in turn; every other one at once, the rest one after another. */
    private static void oneLinkEach(Site site, List<Product> bots, AuditDatabase database) throws Exception {
        List<Callable<Asked>> tasks = new ArrayList<>();
        int sent = 0;
        for (int key = 0; key < KEYS; key++) {
            int number = key;
            Delivery request = site.asks(key);
            List<Callable<Answer>> copies = IntStream.rangeClosed(0, key % COPIES)
                    .<Callable<Answer>>mapToObj(copy -> () -> ask(bots.get((number + copy) % BOTS), request))
                    .toList();
            sent += copies.size();
            if (key % 2 == 0) {
                tasks.add(() -> new Asked(number, oneAfterAnother(copies)));
            } else {
                copies.forEach(copy -> tasks.add(() -> new Asked(number, List.of(copy.call()))));
            }
        }
        Collections.shuffle(tasks, new Random(3));
        List<Asked> asked = together(tasks);
        // busy bots may answer too late, which is no link; then it is said
        asked.stream()
                .flatMap(each -> each.answers().stream())
                .map(Answer::body)
                .filter(body -> Site.link(body).isEmpty() && !body.contains("already answered"))
                .forEach(body -> LOG.info("neither a link nor a repeat: {}", body));
        Map<Integer, Long> linksByKey = asked.stream()
                .collect(Collectors.groupingBy(Asked::key, Collectors.summingLong(each -> links(each.answers()))));
        LOG.info("{} keys, {} deliveries to {} bots, {} links", KEYS, sent, BOTS, sum(linksByKey));
        assertThat(linksByKey).hasSize(KEYS).allSatisfy((key, links) -> assertThat(links)
                .as("links for request %d", key)
                .isEqualTo(1));
        assertThat(database.count("code = 'DL001I'")).isEqualTo(KEYS);
        assertThat(database.count("code = 'DL003R'")).isEqualTo(sent - KEYS);
    }

    private record Asked(int key, List<Answer> answers) {}

    private static List<Answer> oneAfterAnother(List<Callable<Answer>> copies) throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (Callable<Answer> copy : copies) {
            answers.add(copy.call());
        }
        return answers;
    }

    private static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void exactLimit(Site site, List<Product> bots, AuditDatabase database) throws Exception {
        Person greedy = Person.member("U0GREEDY", "greedy", "Greta Greedy");
        site.slack().invite(greedy);
        long before = database.count("code = 'DL001I'");
        List<Callable<Answer>> tasks = new ArrayList<>();
        for (int i = 0; i < 10 * LIMIT; i++) {
            Delivery request = site.slack().as(greedy).prepares("/dump shop");
            Product bot = bots.get(i % BOTS);
            tasks.add(() -> ask(bot, request));
        }
        List<Answer> answers = together(tasks);
        LOG.info("limit {}: {} requests at once to {} bots, {} links", LIMIT, tasks.size(), BOTS, links(answers));
        assertThat(links(answers)).isEqualTo(LIMIT);
        assertThat(database.count("code = 'DL001I'") - before).isEqualTo(LIMIT);
        assertThat(database.count("code = 'DL002D' AND decision_rule LIKE 'limits.%'"))
                .isEqualTo(9 * LIMIT);
    }

    private static Answer ask(Product bot, Delivery request) throws Exception {
        try (Wire wire = Wire.to(bot.port(), Duration.ofSeconds(10))) {
            return wire.post(request);
        }
    }

    private static long links(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> Site.link(answer.body()).isPresent())
                .count();
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(COPIES);
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> sent : senders.invokeAll(tasks)) {
                answers.add(sent.get());
            }
            return answers;
        } finally {
            senders.shutdownNow();
        }
    }
}
