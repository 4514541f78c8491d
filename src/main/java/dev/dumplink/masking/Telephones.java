package dev.dumplink.masking;

import java.util.List;

/**
 * Numbers that ring nowhere: ranges that regulators keep for films and documentation.
 *
 * <ul>
 *   <li>North America: 555-0100 to 555-0199 in every area (NANPA, "555 line numbers")
 *   <li>Britain: 07700 900000–900999 and geographic ones (Ofcom, "Telephone numbers for use in TV and radio drama")
 *   <li>Germany: 030 23125, 040 66969, 069 90009, 089 99998, 0221 4710 with three digits (Bundesnetzagentur,
 *       "Rufnummern für Medienproduktionen")
 *   <li>France: six blocks of ten thousand (ARCEP, decision 2018-0881, "œuvres audiovisuelles")
 *   <li>Sweden: 08 465 004, 031 390 06, 040 628 04, 0980 319 2 (PTS, "telefonnummer för användning i böcker och filmer")
 * </ul>
 *
 * Where no such range is known to us, people have a North American one.
 */
enum Telephones {
    UNITED_STATES(
            "+1 ",
            areas("202 205 206 208 212 213 215 216 225 303 304 305 307 312 313 314 316 317 401 402 404 405 406 407 410"
                    + " 412 414 415 501 502 503 504 505 512 515 601 602 603 605 612 614 615 617 701 702 801 802 803 808"
                    + " 901 904 907 919"),
            2),
    BRITAIN(
            "+44 ",
            List.of(
                    "7700 900",
                    "113 496 0",
                    "114 496 0",
                    "115 496 0",
                    "116 496 0",
                    "117 496 0",
                    "118 496 0",
                    "121 496 0",
                    "131 496 0",
                    "141 496 0",
                    "151 496 0",
                    "161 496 0",
                    "191 498 0",
                    "20 7946 0"),
            3),
    GERMANY("+49 ", List.of("30 23125", "40 66969", "69 90009", "89 99998", "221 4710"), 3),
    FRANCE("+33 ", List.of("1 9900", "2 6191", "3 5301", "4 6571", "5 3649", "6 3998"), 4),
    SWEDEN("+46 ", List.of("8 465004", "31 39006", "40 62804", "980 3192"), 2);

    private final String country;
    private final List<String> blocks;
    private final int free;

    Telephones(String country, List<String> blocks, int free) {
        this.country = country;
        this.blocks = blocks;
        this.free = free;
    }

    private static List<String> areas(String numbers) {
        return List.of(numbers.split(" ")).stream()
                .map(area -> area + " 555 01")
                .toList();
    }

    /** What numbers begin with, as people write them. */
    List<String> spaced() {
        return blocks.stream().map(block -> country + block).toList();
    }

    /** The same as {@code +12025550100} is written. */
    List<String> dense() {
        return spaced().stream().map(start -> start.replace(" ", "")).toList();
    }

    /** How many digits follow; any will do. */
    int free() {
        return free;
    }
}
