package dev.dumplink.masking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Characters beyond ASCII, each permuted among those of its own {@link Text.Sort}, script and block of Unicode, so that
 * French stays French to look at and Russian stays Russian. Which there are is the JDK's table of Unicode; a JDK that knows
 * more of them permutes them anew.
 */
final class Alphabet {
    /** Characters that become one another. */
    private record Letters(String name, int[] characters) {}

    private static final List<Letters> GROUPS = load();
    private static final int[] CHARACTERS = GROUPS.stream()
            .flatMapToInt(group -> Arrays.stream(group.characters()))
            .sorted()
            .toArray();
    private static final short[] GROUP_OF = groups();

    private final Keys keys;
    private final Map<Letters, Permutation> permutations = new HashMap<>();

    Alphabet(Keys keys) {
        this.keys = keys;
    }

    private static List<Letters> load() {
        Map<String, List<Integer>> groups = IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(each -> Character.getType(each) != Character.PRIVATE_USE)
                .filter(each -> Text.sort(each) != Text.Sort.SIGN)
                .boxed()
                .collect(Collectors.groupingBy(Alphabet::group, TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> new Letters(
                        group.getKey(),
                        group.getValue().stream().mapToInt(Integer::intValue).toArray()))
                .toList();
    }

    private static String group(int character) {
        return Text.sort(character) + "/" + Character.UnicodeScript.of(character) + "/"
                + Character.UnicodeBlock.of(character);
    }

    private static short[] groups() {
        short[] groups = new short[CHARACTERS.length];
        for (short i = 0; i < GROUPS.size(); i++) {
            for (int character : GROUPS.get(i).characters()) {
                groups[Arrays.binarySearch(CHARACTERS, character)] = i;
            }
        }
        return groups;
    }

    /** Another character of the same group; one that is in no table stays in none. */
    int permute(int character, long tweak) {
        int index = Arrays.binarySearch(CHARACTERS, character);
        if (index < 0) {
            return character;
        }
        Letters letters = GROUPS.get(GROUP_OF[index]);
        int[] all = letters.characters();
        Permutation permutation = permutations.computeIfAbsent(
                letters, group -> new Permutation(keys.aes("characters/" + group.name()), all.length));
        return all[(int) permutation.apply(Arrays.binarySearch(all, character), tweak)];
    }
}
