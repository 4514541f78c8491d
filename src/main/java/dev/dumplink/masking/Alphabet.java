package dev.dumplink.masking;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Characters beyond ASCII, each permuted among those of its own {@link Text.Sort}. Which there are is the JDK's table of
 * Unicode; a JDK that knows more of them permutes them anew.
 */
final class Alphabet {
    private static final Map<Text.Sort, int[]> CHARACTERS = load();

    private final Map<Text.Sort, Permutation> permutations = new EnumMap<>(Text.Sort.class);

    Alphabet(Keys keys) {
        CHARACTERS.forEach((sort, all) ->
                permutations.put(sort, new Permutation(keys.aes("characters/" + sort.name()), all.length)));
    }

    private static Map<Text.Sort, int[]> load() {
        Map<Text.Sort, int[]> all = new EnumMap<>(Text.Sort.class);
        for (Text.Sort sort : new Text.Sort[] {Text.Sort.UPPER, Text.Sort.LOWER, Text.Sort.DIGIT}) {
            all.put(
                    sort,
                    IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                            .filter(each -> Character.isDefined(each) && Text.sort(each) == sort)
                            .filter(each -> Character.getType(each) != Character.PRIVATE_USE)
                            .toArray());
        }
        return all;
    }

    /** Another character of the same sort; one that is in no table stays in none. */
    int permute(int character, Text.Sort sort, long tweak) {
        int[] all = CHARACTERS.get(sort);
        int index = Arrays.binarySearch(all, character);
        return index < 0 ? character : all[(int) permutations.get(sort).apply(index, tweak)];
    }
}
