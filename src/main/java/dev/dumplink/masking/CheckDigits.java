package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Numbers whose last or first digits tell whether they are mistyped. */
final class CheckDigits {
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    private static final Pattern CARD = Pattern.compile("[3-6][0-9]{12,18}");

    private CheckDigits() {}

    /** ISO 13616: the whole, letters as 10 to 35 and the first four at the end, is 1 modulo 97. Spaces do not count. */
    static boolean isIban(String text) {
        String plain = text.replace(" ", "");
        if (!IBAN.matcher(plain).matches()) {
            return false;
        }
        int rest = 0;
        String turned = plain.substring(4) + plain.substring(0, 4);
        for (int i = 0; i < turned.length(); i++) {
            rest = modulo97(rest, (byte) turned.charAt(i));
        }
        return rest == 1;
    }

    /** The remainder of a number with one more digit, or capital letter as 10 to 35, behind it. */
    static int modulo97(int rest, byte next) {
        int digit = next <= '9' ? next - '0' : next - 'A' + 10;
        return (rest * (digit > 9 ? 100 : 10) + digit) % 97;
    }

    /** ISO/IEC 7812: a payment card's number by its first digit, length and Luhn digit. Spaces and hyphens do not count. */
    static boolean isCard(String text) {
        String plain = text.replace(" ", "").replace("-", "");
        return CARD.matcher(plain).matches() && isLuhn(plain.getBytes(StandardCharsets.US_ASCII), plain.length());
    }

    /** @param length how many of the digits count */
    static boolean isLuhn(byte[] digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[length - 1 - i] - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
