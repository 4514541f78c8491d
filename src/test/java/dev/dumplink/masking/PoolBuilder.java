package dev.dumplink.masking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import net.datafaker.Faker;

/**
 * Writes the frozen pools of names anew, out of datafaker's. Whoever does it changes what every value becomes:
 * {@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.masking.PoolBuilder}.
 */
public final class PoolBuilder {
    private static final Path FILES = Path.of("src/main/resources/dev/dumplink/masking");
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "ja");
    // languages whose own lists are short borrow of their neighbours
    private static final Map<String, List<String>> RELATED =
            Map.of("pt", List.of("pt", "pt-BR"), "fr", List.of("fr", "fr-CA", "fr-CH"));
    private static final int DRAWS = 6_000;
    private static final Pattern FINE = Pattern.compile("[\\p{L}\\p{M} .'’ー・&-]{2,40}");

    private PoolBuilder() {}

    public static void main(String[] arguments) throws IOException {
        for (String language : LANGUAGES) {
            Files.writeString(FILES.resolve(language + ".txt"), file(language));
        }
    }

    private static String file(String language) {
        Faker faker = new Faker(Locale.forLanguageTag(language), new Random(1));
        StringBuilder text = new StringBuilder(
                """
                # Built by PoolBuilder out of datafaker 2.7.0 (https://github.com/datafaker-net/datafaker, Apache-2.0),
                # a random part of its names for '%s'. A changed line changes what values become: do not edit.
                """
                        .formatted(language));
        Faker[] people = RELATED.getOrDefault(language, List.of(language)).stream()
                .map(tag -> new Faker(Locale.forLanguageTag(tag), new Random(3)))
                .toArray(Faker[]::new);
        int[] turn = {0};
        topic("first_name", 400, () -> people[turn[0]++ % people.length].name().firstName(), text);
        topic("last_name", 400, () -> people[turn[0]++ % people.length].name().lastName(), text);
        topic("street", 300, () -> street(language, faker), text);
        topic("city", 300, () -> faker.address().city(), text);
        topic("company", 300, () -> faker.company().name(), text);
        topic("job", 150, () -> faker.job().title(), text);
        return text.toString();
    }

    // datafaker's Japanese streets are half English
    private static String street(String language, Faker faker) {
        return language.equals("ja")
                ? faker.name().lastName() + "通り"
                : faker.address().streetName();
    }

    private static void topic(String name, int most, Supplier<String> source, StringBuilder text) {
        TreeSet<String> all = new TreeSet<>();
        for (int i = 0; i < DRAWS; i++) {
            String drawn = source.get().strip();
            if (FINE.matcher(drawn).matches() && !drawn.equalsIgnoreCase("null")) {
                all.add(drawn);
            }
        }
        List<String> names = new ArrayList<>(all);
        Collections.shuffle(names, new Random(2));
        text.append('[').append(name).append("]\n");
        names.stream().limit(most).sorted().forEach(each -> text.append(each).append('\n'));
    }
}
