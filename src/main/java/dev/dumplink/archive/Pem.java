package dev.dumplink.archive;

import java.util.Base64;

/** Keys as people carry them about: PEM with its lines, also squeezed into one by an environment, or only the base64. */
final class Pem {
    private Pem() {}

    /** @throws IllegalArgumentException if what remains is no base64 */
    static byte[] bytes(String text) {
        String base64 =
                text.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(base64);
    }
}
