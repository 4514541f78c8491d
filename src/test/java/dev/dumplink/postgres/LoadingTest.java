package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pg_restore said, as far as it may be repeated. */
final class LoadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY failed for table \"users\": ERROR:  invalid input syntax for type integer: \"geheim\"",
                "COPY failed for table \"users\": ERROR:  date/time field value out of range: \"geheim\"",
                "COPY failed for table \"users\": FEHLER:  ung\u00fcltige Eingabesyntax f\u00fcr Typ integer: \u00bbgeheim\u00ab",
                "COPY failed for table \"users\": ERREUR:  syntaxe invalide : \u00ab geheim \u00bb",
                "COPY failed for table \"users\": ERROR:  geheim@acme.com is taken",
                "COPY failed for table \"users\": ERROR:  invalid name \u201cgeheim\u201d",
                "could not execute query: ERROR:  invalid input syntax for type json: \"geheim\"",
                "could not execute query: ERROR:  could not create unique index; Key (email)=(geheim) violates it"
            })
    void valuesOfRowsAreLeftOut(String said) {
        String left = Loading.withoutValues(said);
        assertThat(left).doesNotContain("geheim");
        if (said.startsWith("COPY")) {
            assertThat(left).startsWith("COPY failed for table \"users\": ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "could not execute query: ERROR:  permission denied to create extension \"x\"",
        "COPY failed for table \"users\": FATAL:  terminating connection due to administrator command",
        "COPY failed for table \"users\": server closed the connection unexpectedly",
        "COPY failed for table \"users\": ERROR:  could not extend file: No space left on device"
    })
    void whatIsWrongWithTheServerIsRepeatedWhole(String said) {
        assertThat(Loading.withoutValues(said)).isEqualTo(said);
    }

    @Test
    void whereNothingIsKnownTheServersLogTellsMore() {
        assertThat(Loading.withoutValues("COPY failed for table \"t\": ERROR:  odd words"))
                .endsWith("it stands in the server's log");
    }
}
