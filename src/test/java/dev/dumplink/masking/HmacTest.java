package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class HmacTest {
    @Test
    void isTheHmacOfTheJdkForKeysAndValuesOfAnyLength() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            byte[] key = new byte[1 + random.nextInt(150)];
            random.nextBytes(key);
            Mac theirs = Mac.getInstance("HmacSHA256");
            theirs.init(new SecretKeySpec(key, "HmacSHA256"));
            Hmac ours = new Hmac(key);
            byte[] result = new byte[Hmac.LENGTH];
            for (int length : new int[] {0, random.nextInt(200), 32}) {
                byte[] value = new byte[length + 3];
                random.nextBytes(value);
                ours.hash(value, 2, 2 + length, result);
                theirs.update(value, 2, length);
                assertThat(result).isEqualTo(theirs.doFinal());
            }
            byte[] before = Arrays.copyOf(result, result.length);
            ours.hash(result, 0, result.length, result);
            assertThat(result).isEqualTo(theirs.doFinal(before));
        }
    }
}
