package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.AuditQuery.NotUnderstood;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditQueryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''                                    ; ''",
                "outcome:denied                        ; outcome:denied",
                "Outcome:Denied,issued                 ; outcome:denied,issued",
                "outcome:issued outcome:denied         ; outcome:denied,issued",
                "outcome:issued|denied|failed          ; outcome:denied,failed,issued",
                "\"outcome:denied\"                     ; outcome:denied",
                "\u201coutcome:denied\u201d 'since:7d' ; outcome:denied since:7d",
                "outcome: denied   since: 7d           ; outcome:denied since:7d",
                "-outcome:issued outcome:denied        ; outcome:denied -outcome:issued",
                "user:<@U01ANN|ann>                    ; user:U01ANN",
                "user:<@U01ANN|ann of sales>           ; user:U01ANN",
                "user:@U01ANN,os:root,System           ; user:U01ANN,os:root,system",
                "-user:W1                              ; -user:W1",
                "database:Shop,blog                    ; database:blog,shop",
                "code:dl001i                           ; code:DL001I",
                "request:R-0123456789AB                ; request:r-0123456789ab",
                "since:1w                              ; since:7d",
                "since:24h                             ; since:1d",
                "since:90m                             ; since:90m",
                "from:2026-11-01 to:2026-11-22         ; from:2026-11-01 to:2026-11-22",
                "from:2026-11-01T00:00:00Z             ; from:2026-11-01",
                "from:2026-11-01T02:00+02:00           ; from:2026-11-01",
                "from:2026-11-01T08:30                 ; from:2026-11-01T08:30:00Z",
                "to:2026-11-22T23:59:59.999Z           ; to:2026-11-22",
                "to:2026-11-22T18:00:00Z               ; to:2026-11-22T18:00:00Z",
                "limit:020                             ; ",
                "limit:20 outcome:denied user:U1       ; user:U1 outcome:denied limit:20",
            })
    void isPrintedInOneWayHoweverItWasTyped(String typed, String canonical) {
        if (canonical == null) {
            assertThat(AuditQuery.parse(typed)).isInstanceOf(NotUnderstood.class);
            return;
        }
        assertThat(query(typed)).hasToString(canonical);
        assertThat(query(canonical)).isEqualTo(query(typed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outcome:isued         | outcome:issued",
                "outcome=denied        | outcome:denied",
                "usr:<@U01ANN>         | user:U01ANN",
                "since:7days           | since:7d",
                "since:1y              | since:365d",
                "since:2months         | since:60d",
                "-outcome:deneid       | -outcome:denied",
                "outcom:denied         | outcome:denied",
                "denied                | outcome:denied",
                "<@U01ANN>             | user:U01ANN",
                "7d                    | since:7d",
                "dl001i                | code:DL001I",
                "code:DL01I            | code:DL001I",
                "r-0123456789ab        | request:r-0123456789ab",
                "-since:7d             | since:7d",
                "user:@ann             | ",
                "outcome:              | ",
                "outcome:,             | ",
                "since:soon            | ",
                "since:0d              | ",
                "from:2026-13-01       | ",
                "to:+999999999-01-01   | ",
                "limit:0               | ",
                "limit:1000001         | ",
                "since:7d since:1d     | ",
                ":                     | ",
                "-:                    | ",
                "-                     | ",
            })
    void aWordThatIsNotUnderstoodIsNamedWithTheNearestRightOne(String typed, String instead) {
        NotUnderstood problem = problem(typed);
        assertThat(typed).endsWith(problem.word());
        assertThat(problem.sentence()).matches("[^\\p{Cntrl}]{10,400}");
        assertThat(problem.instead().orElse(null)).isEqualTo(instead);
        problem.instead().ifPresent(word -> assertThat(query(word)).hasToString(word));
    }

    @Test
    void whateverIsTypedIsAQueryThatPrintsItselfOrASentence() {
        Random random = new Random(18);
        for (int i = 0; i < 200_000; i++) {
            String typed = Typing.anything(random);
            AuditQuery.parse(typed)
                    .fold(query -> assertThat(query(query.toString())).isEqualTo(query), problem -> {
                        assertThat(problem.word()).hasSizeLessThanOrEqualTo(60);
                        problem.instead().ifPresent(AuditQueryTest::query);
                        return assertThat(problem.sentence())
                                .hasSizeLessThan(500)
                                .doesNotContainPattern("\\p{Cntrl}");
                    });
        }
    }

    /** As long as a request may be: no step of reading it takes a place on the stack, or looks at all the rest again. */
    @ParameterizedTest
    @ValueSource(
            strings = {"x", "<", ">", "<a", "<a>", "<@U01ANN|ann>,", ",", "|", ":", "-", "'", "user:", " ", "\u201E x"})
    void aTextOfAnyLengthIsRead(String piece) {
        for (String start : List.of("", "user:", "outcome:denied ", "x")) {
            String text = start + piece.repeat(64 * 1024 / piece.length()) + "x";
            assertThat(AuditQuery.parse(text)).as(start + piece).isInstanceOf(NotUnderstood.class);
        }
    }

    private static AuditQuery query(String text) {
        return AuditQuery.parse(text).fold(query -> query, problem -> {
            throw new AssertionError(text + ": " + problem);
        });
    }

    private static NotUnderstood problem(String text) {
        return AuditQuery.parse(List.of(text.split(" ")))
                .fold(
                        query -> {
                            throw new AssertionError(text + " is " + query);
                        },
                        problem -> problem);
    }

    /** What people and others type: pieces of queries, torn apart and put together, with strange characters between. */
    private static final class Typing {
        private static final List<String> PIECES = List.of(
                "user",
                "outcome",
                "database",
                "code",
                "since",
                "from",
                "to",
                "limit",
                "request",
                ":",
                ":",
                ":",
                ",",
                "-",
                " ",
                " ",
                "<@",
                ">",
                "|",
                "@",
                "U01ANN",
                "os:",
                "system",
                "issued",
                "denied",
                "shop",
                "7d",
                "99999w",
                "2026-11-22",
                "T18:00:00Z",
                "2026-11-22T18:00",
                "+02:00",
                "9998-12-31",
                "-999999999-01-01",
                "DL001I",
                "20",
                "r-0123456789ab",
                "\u0000",
                "\uD83D",
                "🐘",
                "\u202E",
                "İ",
                "\n",
                "'",
                "\"",
                "%",
                "\\",
                "x".repeat(300));

        static String anything(Random random) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(9); i >= 0; i--) {
                text.append(
                        random.nextInt(20) == 0
                                ? Character.toString(random.nextInt(Character.MAX_CODE_POINT))
                                : PIECES.get(random.nextInt(PIECES.size())));
            }
            return text.toString();
        }
    }
}
