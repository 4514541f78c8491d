package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.DatabaseName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final List<DatabaseName> NAMES = Stream.of("shop", "shop-eu", "blog", "billing")
            .map(DatabaseName::new)
            .toList();

    @Test
    void aWholeNameWinsOverLongerOnesThatBeginWithIt() {
        assertThat(Names.matching("shop", NAMES)).containsExactly(new DatabaseName("shop"));
        assertThat(Names.matching("SHOP-", NAMES)).containsExactly(new DatabaseName("shop-eu"));
    }

    @Test
    void anAmbiguousBeginningMeansAllThatItBegins() {
        assertThat(Names.matching("b", NAMES)).hasSize(2);
        assertThat(Names.matching("x", NAMES)).isEmpty();
        assertThat(Names.matching("", NAMES)).hasSize(4);
    }

    @Test
    void theNearestWordIsOfferedOnlyWhenItIsNear() {
        List<String> words = List.of("shop", "blog", "help", "list");
        assertThat(Names.nearest("shpo", words)).contains("shop");
        assertThat(Names.nearest("hellp", words)).contains("help");
        assertThat(Names.nearest("warehouse", words)).isEmpty();
        assertThat(Names.nearest("", words)).isEmpty();
    }
}
