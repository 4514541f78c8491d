package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class Ff1Test {
    private static final byte[] NIST_KEY = HexFormat.of().parseHex("2B7E151628AED2A6ABF7158809CF4F3C");

    /** Sample 1 of NIST's FF1samples.pdf. */
    @Test
    void makesWhatNistPrinted() {
        byte[] numerals = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        new Ff1(new Aes(NIST_KEY), 10).encrypt(numerals, 0, 10, 0, 0);
        assertThat(numerals).containsExactly(2, 4, 3, 3, 4, 7, 7, 4, 8, 4);
    }

    @Test
    void makesWhatBouncyCastleMakes() {
        Random random = new Random(7);
        for (int radix : new int[] {10, 26}) {
            Ff1 ours = new Ff1(new Aes(NIST_KEY), radix);
            for (int length = ours.shortest(); length <= ours.longest(); length++) {
                for (int i = 0; i < 40; i++) {
                    boolean tweaked = i % 2 == 1;
                    long tweak = tweaked ? random.nextLong() : 0;
                    byte[] numerals = new byte[length + 3];
                    for (int k = 0; k < length; k++) {
                        numerals[k + 2] = (byte) random.nextInt(radix);
                    }
                    byte[] theirs = bouncyCastle(radix, tweaked, tweak, numerals, length);
                    ours.encrypt(numerals, 2, length, tweak, tweaked ? 8 : 0);
                    assertThat(numerals).isEqualTo(theirs);
                }
            }
        }
    }

    private static byte[] bouncyCastle(int radix, boolean tweaked, long tweak, byte[] numerals, int length) {
        byte[] bytes = tweaked ? ByteBuffer.allocate(8).putLong(tweak).array() : new byte[0];
        FPEFF1Engine engine = new FPEFF1Engine();
        engine.init(true, new FPEParameters(new KeyParameter(NIST_KEY), radix, bytes));
        byte[] result = numerals.clone();
        engine.processBlock(numerals, 2, length, result, 2);
        return result;
    }
}
