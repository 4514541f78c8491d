package dev.dumplink.masking;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** Numbers as columns of different types write the same one. */
final class Amounts {
    private static final int CENTS = 3;

    private Amounts() {}

    /** Without an exponent, currency and what groups digits; as it is if it is no number. */
    static byte[] plain(byte[] written) {
        boolean digitsOnly = true;
        for (byte b : written) {
            digitsOnly &= b >= '0' && b <= '9' || b == '.';
        }
        if (digitsOnly) {
            return written;
        }
        String text = new String(written, StandardCharsets.UTF_8);
        try {
            return bytes(new BigDecimal(text.indexOf('e') > 0 ? text : ungrouped(text)).toPlainString());
        } catch (NumberFormatException e) {
            return written;
        }
    }

    /** Of money the last sign before two digits is the point, whatever a country writes. */
    private static String ungrouped(String written) {
        // some have the currency behind
        String text = written.replaceFirst("[^0-9]+$", "");
        int point = text.length() - CENTS;
        boolean cents = point > 0 && !Character.isDigit(text.charAt(point));
        String whole = (cents ? text.substring(0, point) : text).replaceAll("[^0-9]", "");
        return cents ? whole + '.' + text.substring(point + 1) : whole;
    }

    /** As it is, plain, and without zeros at the end of a fraction. */
    static Set<byte[]> ways(byte[] written) {
        Set<byte[]> ways = new LinkedHashSet<>();
        ways.add(written);
        byte[] plain = plain(written);
        ways.add(plain);
        ways.add(withoutZeros(plain));
        return ways;
    }

    /** Without zeros at the end of a fraction; itself if there are none. */
    static byte[] withoutZeros(byte[] plain) {
        String text = new String(plain, StandardCharsets.UTF_8);
        String shorter = text.indexOf('.') >= 0 ? text.replaceFirst("\\.?0+$", "") : text;
        return shorter.length() < text.length() ? bytes(shorter) : plain;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
