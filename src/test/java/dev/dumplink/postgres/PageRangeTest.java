package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageRangeTest {
    @Test
    void piecesFollowOneAnotherFromTheFirstPageToWithoutEnd() {
        for (long pages : List.of(0L, 1L, 7L, 8L, 9L, 1_000_003L, 4_294_967_295L)) {
            for (long most : List.of(1L << 20, 1_000_000L, 8L << 20)) {
                List<PageRange> pieces = PageRange.split(pages, most);
                long next = 0;
                for (PageRange piece : pieces) {
                    assertThat(piece.from()).isEqualTo(next);
                    next = piece.to();
                }
                assertThat(next).isEqualTo(PageRange.OPEN);
                assertThat(pieces).hasSize((int) Math.max(1, (pages + most - 1) / most));
            }
        }
    }

    @Test
    void aRangeIsAConditionOnPlaces() {
        assertThat(PageRange.split(10, 5))
                .extracting(PageRange::condition)
                .containsExactly("ctid >= '(0,0)' AND ctid < '(5,0)'", "ctid >= '(5,0)'");
        assertThat(PageRange.split(5, 5)).containsExactly(PageRange.ALL);
    }
}
