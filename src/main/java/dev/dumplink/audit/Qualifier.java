package dev.dumplink.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words before the colon: what each takes, in its canonical form, and what it says when it cannot take something. */
enum Qualifier {
    USER(true, "@somebody in Slack, an id such as user:U01ANN, user:os:NAME for somebody at a shell, or user:system") {
        @Override
        Optional<String> read(String value) {
            Matcher slack = SLACK_USER.matcher(value);
            if (slack.matches()) {
                return Optional.of(slack.group(1));
            }
            String lower = value.toLowerCase(Locale.ROOT);
            if (lower.equals("system")) {
                return Optional.of(lower);
            }
            return lower.startsWith("os:")
                            && OS_USER.matcher(value.substring(3)).matches()
                    ? Optional.of("os:" + value.substring(3))
                    : Optional.empty();
        }
    },
    OUTCOME(true, "one of " + String.join(", ", decisions())) {
        @Override
        Optional<String> read(String value) {
            return oneOf(known(), value.toLowerCase(Locale.ROOT));
        }

        @Override
        List<String> known() {
            return decisions();
        }
    },
    DATABASE(true, "a database's name, such as database:shop") {
        @Override
        Optional<String> read(String value) {
            String lower = value.toLowerCase(Locale.ROOT);
            return Optional.of(lower).filter(name -> DATABASE_NAME.matcher(name).matches());
        }
    },
    CODE(true, "a code such as code:DL001I") {
        @Override
        Optional<String> read(String value) {
            return oneOf(known(), value.toUpperCase(Locale.ROOT));
        }

        @Override
        List<String> known() {
            return Arrays.stream(EventCode.values()).map(EventCode::code).toList();
        }
    },
    REQUEST(true, "an id as it stands in an answer, such as request:r-0123456789ab") {
        @Override
        Optional<String> read(String value) {
            try {
                return Optional.of(new RequestId(value.toLowerCase(Locale.ROOT)).value());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    },
    SINCE(false, "an age such as since:30m, since:24h, since:7d or since:2w") {
        @Override
        Optional<String> read(String value) {
            return Moments.age(value.toLowerCase(Locale.ROOT)).map(Moments::print);
        }
    },
    FROM(false, "a day such as from:2026-11-01 or a moment such as from:2026-11-01T08:30:00Z, in UTC") {
        @Override
        Optional<String> read(String value) {
            return Moments.start(value).map(Moments::printStart);
        }
    },
    TO(false, "a day such as to:2026-11-22, which is included, or a moment such as to:2026-11-22T18:00:00Z, in UTC") {
        @Override
        Optional<String> read(String value) {
            return Moments.end(value).map(Moments::printEnd);
        }
    },
    LIMIT(false, "a number of rows from 1 to 1000000, such as limit:20") {
        @Override
        Optional<String> read(String value) {
            return Optional.of(value)
                    .filter(number -> NUMBER.matcher(number).matches())
                    .map(number -> Integer.toString(Integer.parseInt(number)))
                    .filter(number -> Integer.parseInt(number) <= MOST_ROWS);
        }
    };

    // what Slack sends for a person that was chosen from its list, the same by hand, or the bare id
    private static final Pattern SLACK_USER = Pattern.compile("<?@?([UW][A-Z0-9]{1,20})(?:\\|[^<>]*)?>?");
    // no blanks and commas: they separate
    private static final Pattern OS_USER = Pattern.compile("[^\\s\\p{C},]{1,80}");
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z0-9_-]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,6}");
    private static final int MOST_ROWS = 1_000_000;

    private final boolean several;
    private final String takes;

    Qualifier(boolean several, String takes) {
        this.several = several;
        this.takes = takes;
    }

    /** The value as a query prints it, if it is one. */
    abstract Optional<String> read(String value);

    /** All values there are, where they can be counted. */
    List<String> known() {
        return List.of();
    }

    /** Whether it takes several values, and whether it can be negated: the same ones do both. */
    boolean several() {
        return several;
    }

    String takes() {
        return takes;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Qualifier> of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static Stream<Qualifier> all() {
        return Arrays.stream(values());
    }

    private static List<String> decisions() {
        return Arrays.stream(EventCode.values())
                .map(EventCode::decision)
                .distinct()
                .toList();
    }

    private static Optional<String> oneOf(List<String> known, String value) {
        return known.contains(value) ? Optional.of(value) : Optional.empty();
    }
}
