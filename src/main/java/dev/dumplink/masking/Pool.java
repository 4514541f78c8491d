package dev.dumplink.masking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Names to choose from, frozen so that a name has the same successor every night. The files beside this class, one for
 * each language, are built by {@code PoolBuilder} in the test tree and say where they come from; a line
 * {@code [topic]}, then one name a line, none of which COPY or an array literal has to escape.
 */
final class Pool {
    /** Of what there are names. */
    enum Topic {
        FIRST_NAME,
        LAST_NAME,
        STREET,
        CITY,
        COMPANY,
        JOB
    }

    private static final Map<String, Map<Topic, Pool>> LOADED = new ConcurrentHashMap<>();

    private final byte[][] names;

    private Pool(List<String> names) {
        this.names = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    static Pool of(String language, Topic topic) {
        return LOADED.computeIfAbsent(language, Pool::load).get(topic);
    }

    private static Map<Topic, Pool> load(String language) {
        Map<Topic, List<String>> lists = new EnumMap<>(Topic.class);
        try (InputStream file = Pool.class.getResourceAsStream(language + ".txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<String> names = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    names = new ArrayList<>();
                    lists.put(topic(line), names);
                } else if (!line.startsWith("#")) {
                    names.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the names of " + language, e);
        }
        Map<Topic, Pool> pools = new EnumMap<>(Topic.class);
        lists.forEach((topic, names) -> pools.put(topic, new Pool(names)));
        return pools;
    }

    private static Topic topic(String line) {
        return Topic.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
    }

    /** Those of at most so many characters; may be none. */
    Pool within(int characters) {
        return new Pool(strings()
                .filter(name -> name.codePointCount(0, name.length()) <= characters)
                .toList());
    }

    /** Those that can be written with the letters a to z, in lower case. */
    Pool ascii() {
        return new Pool(strings()
                .map(name -> Normalizer.normalize(name.replace("ł", "l").replace("ß", "ss"), Normalizer.Form.NFD))
                .map(name -> name.replaceAll("[^a-zA-Z]", "").toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
    }

    Stream<String> strings() {
        return Arrays.stream(names).map(name -> new String(name, StandardCharsets.UTF_8));
    }

    int size() {
        return names.length;
    }

    /** How many characters the longest has. */
    int longest() {
        return strings()
                .mapToInt(name -> name.codePointCount(0, name.length()))
                .max()
                .orElse(0);
    }

    byte[] pick(Keyed keyed) {
        return names[keyed.below(names.length)];
    }

    /** One that the value does not already hold, as far as there is one. */
    byte[] pick(Keyed keyed, byte[] value, int from, int to) {
        int index = keyed.below(names.length);
        for (int i = 0; i < names.length && Text.holds(value, from, to, names[index]); i++) {
            index = (index + 1) % names.length;
        }
        return names[index];
    }
}
