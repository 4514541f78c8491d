package dev.dumplink.masking;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of people as they are met in values: first names and last names of all locales, and the titles before them. */
final class KnownNames {
    // the pools hold a random part of the names there are; these are those that most people have
    private static final Set<String> FIRST = of(
            Pool.Topic.FIRST_NAME,
            "j\u00fcrgen juergen hans klaus peter michael thomas andreas wolfgang stefan petra sabine monika ursula karin helga ingrid"
                    + " mohammed muhammad ahmed ali mehmet mustafa ay\u015fe fatma aylin emine piotr krzysztof andrzej zbigniew"
                    + " tomasz agnieszka ma\u0142gorzata katarzyna anna maria jose antonio manuel francisco carmen jean pierre"
                    + " michel marie philippe nathalie isabelle giuseppe giovanni francesca jan kees henk james john robert"
                    + " david william mary patricia jennifer linda elizabeth barbara susan wei li thi van ivan olga vladimir"
                    + " erika max s\u00f8ren lars bj\u00f6rn ingrid jo\u00e3o pedro ana paulo priya raj");
    private static final Set<String> LAST = of(
            Pool.Topic.LAST_NAME,
            "m\u00fcller mueller schmidt schneider fischer weber meyer meier wagner becker schulz hoffmann koch bauer richter klein wolf"
                    + " schr\u00f6der neumann schwarz zimmermann kr\u00fcger mustermann smith johnson williams brown jones davis"
                    + " miller wilson taylor anderson thompson martin bernard dubois durand moreau laurent garc\u00eda gonz\u00e1lez"
                    + " rodr\u00edguez fern\u00e1ndez l\u00f3pez mart\u00ednez s\u00e1nchez p\u00e9rez rossi russo ferrari bianchi"
                    + " nowak kowalski kowalska kowalczyk wi\u015bniewski wi\u015bniewska w\u00f3jcik y\u0131lmaz kaya demir \u00f6zdemir"
                    + " nguyen tran pham wang zhang chen kim park lee singh kumar patel ivanov petrov silva santos oliveira"
                    + " jansen bakker visser hansen johansson andersson");
    private static final Pattern TITLED = Pattern.compile(
            "(Frau|Herrn?|Familie|Fam\\.|Mr\\.?|Mrs\\.?|Ms\\.?|Mme|Mlle|M\\.|Monsieur|Madame|Se\u00f1ora?|Sra?\\.|Dhr\\.?|Mevr\\.?|Dr\\.) \\p{Lu}.*");
    private static final Pattern BREAKS = Pattern.compile("[ ,]+");

    private KnownNames() {}

    private static Set<String> of(Pool.Topic topic, String common) {
        return Stream.concat(
                        Arrays.stream(Region.values())
                                .flatMap(region -> region.pool(topic).strings())
                                .map(name -> name.toLowerCase(Locale.ROOT)),
                        Arrays.stream(common.split(" ")))
                .collect(Collectors.toSet());
    }

    /** Whether it is a few words of which the first or last is a first name, or has a title. */
    static boolean isPerson(String text) {
        String[] words = BREAKS.split(text.strip());
        boolean capitals =
                Arrays.stream(words).allMatch(word -> !word.isEmpty() && Character.isUpperCase(word.charAt(0)));
        return TITLED.matcher(text).matches()
                || capitals
                        && (words.length == 2 || words.length == 3)
                        && (isFirst(words[0]) || isFirst(words[words.length - 1]));
    }

    static boolean isFirst(String word) {
        return FIRST.contains(word.toLowerCase(Locale.ROOT));
    }

    static boolean isLast(String word) {
        return LAST.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether as good as all of the different values are last names. */
    static boolean areLast(Iterable<String> values) {
        Set<String> different = new HashSet<>();
        values.forEach(different::add);
        long known = different.stream().filter(KnownNames::isLast).count();
        return known > 0 && known >= 0.8 * different.size();
    }
}
