package dev.dumplink.slack;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** A request whose body has been read and found genuine; Bolt's adapter reads it from memory. */
final class VerifiedRequest extends HttpServletRequestWrapper {
    private final byte[] body;

    VerifiedRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new StringReader(new String(body, StandardCharsets.UTF_8)));
    }
}
