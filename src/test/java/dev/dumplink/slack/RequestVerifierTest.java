package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import dev.dumplink.slack.RequestVerifier.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Signatures are made by Slack's own SDK here, so that both sides cannot share a mistake of ours. */
class RequestVerifierTest {
    private static final String SECRET = "8f742231b10e8888abcd990f0e0085a5";
    private static final long NOW = 1_795_345_380L;
    private static final String TIME = Long.toString(NOW);
    private static final String BODY = "command=%2Fdump&text=shop&user_name=J%C3%BCrgen";
    private final RequestVerifier verifier =
            new RequestVerifier(SECRET, InstantSource.fixed(Instant.ofEpochSecond(NOW)));

    @Test
    void whatSlackSignedIsGenuine() {
        assertThat(verify(TIME, sign(SECRET, TIME, BODY), BODY)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void theWindowIsFiveMinutesInBothDirections() {
        for (long offset : new long[] {-300, -1, 0, 1, 300}) {
            String time = Long.toString(NOW + offset);
            assertThat(verify(time, sign(SECRET, time, BODY), BODY)).isEqualTo(Verdict.GENUINE);
        }
        for (long offset : new long[] {-301, 301, -86_400, 86_400, 315_360_000}) {
            String time = Long.toString(NOW + offset);
            assertThat(verify(time, sign(SECRET, time, BODY), BODY)).isEqualTo(Verdict.TIME);
        }
    }

    @Test
    void anotherSecretIsNotOurs() {
        for (String secret : List.of("---", "x", "8f742231b10e8888abcd990f0e0085a4", SECRET + "0")) {
            assertThat(verify(TIME, sign(secret, TIME, BODY), BODY)).isEqualTo(Verdict.SIGNATURE);
        }
    }

    @Test
    void everyFlippedBitOfBodyOrSignatureIsNoticed() {
        String signature = sign(SECRET, TIME, BODY);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] flipped = body.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifier.verify(List.of(TIME), List.of(signature), flipped))
                    .isEqualTo(Verdict.SIGNATURE);
        }
        for (int i = 3; i < signature.length(); i++) {
            char other = signature.charAt(i) == '0' ? '1' : '0';
            String changed = signature.substring(0, i) + other + signature.substring(i + 1);
            assertThat(verify(TIME, changed, BODY)).isEqualTo(Verdict.SIGNATURE);
        }
    }

    @Test
    void eachHeaderMustBeThereOnceAndOfTheRightForm() {
        String signature = sign(SECRET, TIME, BODY);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        assertThat(verifier.verify(List.of(), List.of(signature), body)).isEqualTo(Verdict.HEADERS);
        assertThat(verifier.verify(List.of(TIME), List.of(), body)).isEqualTo(Verdict.HEADERS);
        assertThat(verifier.verify(List.of(TIME, TIME), List.of(signature), body))
                .isEqualTo(Verdict.HEADERS);
        assertThat(verifier.verify(List.of(TIME), List.of(signature, signature), body))
                .isEqualTo(Verdict.HEADERS);
        for (String time : List.of("", "+" + TIME, " " + TIME, TIME + ".0", "-1", "9223372036854775808", "abc", "٣")) {
            assertThat(verify(time, signature, BODY)).isEqualTo(Verdict.HEADERS);
        }
        for (String bad : List.of(
                "",
                signature.substring(3),
                signature.replace("v0=", "v1="),
                signature.toUpperCase(Locale.ROOT),
                "v0=" + signature.substring(3).toUpperCase(Locale.ROOT),
                signature + "0",
                signature.substring(0, 66),
                signature + "\n")) {
            assertThat(verify(TIME, bad, BODY)).isEqualTo(Verdict.HEADERS);
        }
    }

    @Test
    void aSignedBodyThatIsNoTextIsNotSlacks() throws Exception {
        byte[] body = {'a', '=', (byte) 0xff, (byte) 0xfe};
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update(("v0:" + TIME + ":").getBytes(StandardCharsets.UTF_8));
        String signature = "v0=" + java.util.HexFormat.of().formatHex(mac.doFinal(body));
        assertThat(verifier.verify(List.of(TIME), List.of(signature), body)).isEqualTo(Verdict.ENCODING);
    }

    private Verdict verify(String time, String signature, String body) {
        return verifier.verify(List.of(time), List.of(signature), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String sign(String secret, String time, String body) {
        return new SlackSignature.Generator(secret).generate(time, body);
    }
}
