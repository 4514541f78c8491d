package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.dump.NightUnderWay;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far a night is, in a line that a terminal holds. */
class NightWatchTest {
    private final StringWriter said = new StringWriter();
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");

    private Shell shell(boolean terminal, int columns) {
        return new Shell(
                Map.of("COLUMNS", Integer.toString(columns)),
                "operator",
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintWriter(said, true),
                terminal,
                () -> now,
                new SecureRandom());
    }

    private String line(NightUnderWay night, Shell shell) {
        try (NightWatch watch = new NightWatch("shop", night.progress(), shell)) {
            return watch.line();
        }
    }

    @Test
    void onATerminalOneTableIsNamedAndTheOthersAreCounted() {
        assertThat(line(NightUnderWay.at("public.a"), shell(true, 80)))
                .isEqualTo("shop: masking  [--------------------]  0 %  public.a");
        assertThat(line(NightUnderWay.at("public.a", "public.b", "public.c", "public.d"), shell(true, 80)))
                .isEqualTo("shop: masking  [--------------------]  0 %  public.a and 3 more");
    }

    @Test
    void inALogThreeTablesAreNamed() {
        assertThat(line(NightUnderWay.at("public.a", "public.b", "public.c"), shell(false, 80)))
                .isEqualTo("shop: masking  0 %  public.a, public.b, public.c");
        assertThat(line(NightUnderWay.at("public.a", "public.b", "public.c", "public.d"), shell(false, 20)))
                .isEqualTo("shop: masking  0 %  public.a, public.b, public.c and 1 more");
    }

    @Test
    void whereTheTerminalIsTooNarrowTheBarGoesFirstAndTheTablesLast() {
        NightUnderWay night = NightUnderWay.at("public.customer", "public.b");
        night.packed(1_234_567, 45_000_000);
        night.locked("waiting for public.b");
        assertThat(line(night, shell(true, 90)))
                .isEqualTo(
                        "shop: masking  0 %  1,234,567 rows  45 MB  waiting for public.b  public.customer and 1 more");
    }

    @Test
    void whatIsStillTooLongIsCutBeforeTheLastColumn() {
        Ticker ticker = new Ticker(new PrintWriter(said, true), shell(true, 20));
        ticker.say("shop: masking  0 %  public.customer");
        ticker.say("shop: masking  0 %!");
        ticker.say("shop: \u6771\u4eac\u90fd\u5343\u4ee3\u7530\u533a");
        assertThat(said.toString())
                .isEqualTo("\rshop: masking  0 %\u2026\u001b[K\rshop: masking  0 %!\u001b[K"
                        + "\rshop: \u6771\u4eac\u90fd\u5343\u4ee3\u7530\u2026\u001b[K");
        ticker.close();
    }

    @Test
    void inALogNothingIsCut() {
        Ticker ticker = new Ticker(new PrintWriter(said, true), shell(false, 20));
        ticker.say("shop: masking  0 %  public.customer");
        ticker.close();
        assertThat(said.toString()).isEqualTo("shop: masking  0 %  public.customer" + System.lineSeparator());
    }

    @Test
    void noSpeedIsSaidBeforeAPhaseHasBeenWatchedForASecond() {
        NightUnderWay night = NightUnderWay.at("public.a");
        night.packed(6_211, 1_000_000);
        try (NightWatch watch = new NightWatch("shop", night.progress(), shell(false, 80))) {
            now = now.plusSeconds(30);
            assertThat(watch.line()).isEqualTo("shop: masking  0 %  6,211 rows  1 MB  public.a");
            now = now.plusMillis(2);
            assertThat(watch.line()).doesNotContain("MB/s");
            now = now.plusMillis(1_998);
            night.packed(1, 8_000_000);
            assertThat(watch.line()).isEqualTo("shop: masking  0 %  6,212 rows  9 MB  4 MB/s  public.a");
        }
    }
}
