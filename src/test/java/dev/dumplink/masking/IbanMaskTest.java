package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.type;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IbanMaskTest {
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private final UnaryOperator<String> iban = mask("iban", type("text"));
    private final UnaryOperator<String> card = mask("card", type("text"));

    static String germanIban(int account) {
        long bank = 370_400_440_000_000_000L + account;
        // the two letters and two zeros at the end are 131400
        long check = 98 - (bank % 97 * (1_000_000 % 97) + 131_400) % 97;
        return "DE" + (check < 10 ? "0" : "") + check + bank;
    }

    private static BigInteger number(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString());
    }

    private static boolean valid(String iban) {
        String compact = iban.replace(" ", "");
        return number(compact.substring(4) + compact.substring(0, 4))
                .mod(NINETY_SEVEN)
                .equals(BigInteger.ONE);
    }

    @Test
    void keepsCountryLengthAndGroupsAndIsValid() {
        for (String value : new String[] {
            "DE89 3704 0044 0532 0130 00",
            "GB82WEST12345698765432",
            "NO9386011117947",
            "fr1420041010050500013m02606",
            "MT84MALT011000012345MTLCAST001S",
            "NL91ABNA0417164300"
        }) {
            String masked = iban.apply(value);
            assertThat(valid(masked)).as(masked).isTrue();
            assertThat(masked).isNotEqualTo(value).startsWith(value.substring(0, 2));
            assertThat(masked.replaceAll("[A-Z]", "A").replaceAll("[a-z]", "a").replaceAll("\\d", "0"))
                    .isEqualTo(value.replaceAll("[A-Z]", "A")
                            .replaceAll("[a-z]", "a")
                            .replaceAll("\\d", "0"));
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(valid(iban.apply(germanIban(i)))).isTrue();
        }
    }

    @Test
    void masksWhatIsNoIbanAndMakesNoneOfIt() {
        assertThat(iban.apply("DE00 3704")).matches("[A-Z]{2}\\d\\d \\d{4}").isNotEqualTo("DE00 3704");
        assertThat(iban.apply("on request")).matches("[a-z]{2} [a-z]{7}");
        for (int i = 0; i < 2_000; i++) {
            assertThat(valid(iban.apply("DE99%018d".formatted(i)))).isFalse();
        }
    }

    @Test
    void cardsKeepLengthAndGroupsAndTheirBrandsTestRange() {
        assertThat(card.apply("4111 1111 1111 1111")).matches("4000 00\\d\\d \\d{4} \\d{4}");
        assertThat(card.apply("5500-0055-5555-5559")).matches("5555-55\\d\\d-\\d{4}-\\d{4}");
        assertThat(card.apply("371449635398431")).matches("378282\\d{9}");
        assertThat(card.apply("6011000990139424")).matches("601111\\d{10}");
        assertThat(card.apply("30569309025904")).matches("305693\\d{8}");
        for (int i = 0; i < 20_000; i++) {
            String value = Long.toString(4_000_000_000_000_000L + i * 7_919L);
            assertThat(luhn(card.apply(value))).isTrue();
            assertThat(card.apply(value)).isNotEqualTo(value);
        }
    }

    @Test
    void masksWhatIsNoCardNumber() {
        assertThat(card.apply("1234")).matches("\\d{4}").isNotEqualTo("1234");
        assertThat(card.apply("paid in cash")).matches("[a-z]{4} [a-z]{2} [a-z]{4}");
        assertThat(card.apply("1".repeat(40))).matches("\\d{40}").isNotEqualTo("1".repeat(40));
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }
}
