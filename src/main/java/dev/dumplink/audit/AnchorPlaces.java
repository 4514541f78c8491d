package dev.dumplink.audit;

import java.util.List;
import java.util.function.Consumer;

/**
 * Where anchors go beside the database.
 *
 * @param copies hold them all and can be read back
 * @param witnesses are told of each once, by the program that made it; one that throws {@link AnchorUnkept} is told again
 */
public record AnchorPlaces(List<AnchorPlace> copies, List<Consumer<Anchor>> witnesses) {
    public AnchorPlaces {
        copies = List.copyOf(copies);
        witnesses = List.copyOf(witnesses);
    }

    boolean isEmpty() {
        return copies.isEmpty() && witnesses.isEmpty();
    }
}
