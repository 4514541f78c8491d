package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpotTest {
    @Test
    void whatAButtonCarriesIsUnderstoodAgain() {
        for (Spot spot : new Spot[] {Spot.top(), new Spot(Cursor.olderThan(7), 20), new Spot(Cursor.newerThan(9), 3)}) {
            assertThat(Spot.parse(spot.toString())).hasValue(spot);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "newest", "older-1", "older--1+0", "newest+-1", "newest+99999999", "x+1", "older-1+1 "})
    void anythingElseIsNot(String text) {
        assertThat(Spot.parse(text)).isEmpty();
    }
}
