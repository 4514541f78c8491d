package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {
    private static final String SECRET = "s3cr€t@/:?#%";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://reader:s3cr%E2%82%ACt%40%2F%3A%3F%23%25@db.example.com:6432/sh%C3%B6p?sslmode=verify-full",
                "postgresql://db.example.com:6432/sh%C3%B6p?user=reader&password=s3cr%E2%82%ACt%40%2F%3A%3F%23%25&sslmode=verify-full",
                "jdbc:postgresql://db.example.com:6432/sh%C3%B6p?user=reader&password=s3cr%E2%82%ACt%40%2F%3A%3F%23%25&ssl=true",
                "postgres:///?host=db.example.com&port=6432&dbname=sh%C3%B6p&user=reader"
                        + "&password=s3cr%E2%82%ACt%40%2F%3A%3F%23%25&sslmode=verify-full&application_name=other",
            })
    void everyFormIsTheSamePlaceAndThePasswordShowsNowhere(String url) {
        SourceSettings settings = SourceSettings.parse(url);
        assertThat(settings).hasToString("db.example.com:6432/shöp");
        assertThat(settings.database()).isEqualTo("shöp");
        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:6432/sh%C3%B6p");
        assertThat(settings.jdbcProperties())
                .containsEntry("user", "reader")
                .containsEntry("password", SECRET)
                .containsEntry("sslmode", "verify-full")
                .containsEntry("ApplicationName", "dumplink");
        assertThat(settings.libpqUri())
                .isEqualTo("postgresql://reader@db.example.com:6432/sh%C3%B6p?sslmode=verify-full&connect_timeout=10"
                        + "&application_name=dumplink");
        Map<String, String> environment = new HashMap<>(Map.of("PGOPTIONS", "-c x=y", "PATH", "/bin"));
        settings.enter(environment, StandardCharsets.UTF_8);
        assertThat(environment).isEqualTo(Map.of("PATH", "/bin", "PGPASSWORD", SECRET));
        assertThat(settings.redact("a " + SECRET + " and s3cr%E2%82%ACt%40%2F%3A%3F%23%25"))
                .isEqualTo("a *** and ***");
    }

    @Test
    void whatIsNotSaidIsWhatPostgresqlAssumes() {
        SourceSettings settings = SourceSettings.parse("postgres://reader@/shop");
        assertThat(settings).hasToString("localhost:5432/shop");
        assertThat(settings.jdbcProperties()).doesNotContainKey("password");
        assertThat(SourceSettings.parse("postgres://a@[::1]:5433/b")).hasToString("[::1]:5433/b");
        assertThat(SourceSettings.parse("jdbc:postgresql://h/b?user=a&sslrootcert=/ca.pem&channelBinding=require")
                        .libpqUri())
                .contains("sslrootcert=%2Fca.pem&channel_binding=require");
    }

    @Test
    void aPasswordThatTheLocaleCannotWriteIsNotHandedOnWrongly() {
        SourceSettings settings = SourceSettings.parse("postgres://a:%E2%82%AC@h/b");
        assertThatThrownBy(() -> settings.enter(new HashMap<>(), StandardCharsets.US_ASCII))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://a:hunter2@h/b",
                "jdbc:sqlite:hunter2",
                "postgres://a:hunter2@h1,h2/b",
                "postgres://a:hunter2@h/b?host=h1,h2",
                "postgres://a:hunter2@/b?host=/var/run/postgresql",
                "postgres://a:hunter2@h:99999/b",
                "postgres://a:hunter2@h:0/b",
                "postgres://a:hunter2@h/",
                "postgres://h/b?password=hunter2",
                "postgres://a:hunter2@@h/b",
                "postgres://a:hunter2/@h/b",
                "postgres://a:hunter2%@h/b",
                "postgres://a:hunter2@h/b?sslmod=require",
                "postgres://a:hunter2@h/b?port=x",
                "host=h password=hunter2",
            })
    void whatIsNoPlaceIsRefusedWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceSettings.parse(url))
                .withMessageStartingWith("url ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"))
                .withNoCause();
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceSettings.parse("postgres://a@h/b?pool=5"))
                .withMessageContaining("'pool'")
                .withMessageContaining("sslmode");
    }
}
