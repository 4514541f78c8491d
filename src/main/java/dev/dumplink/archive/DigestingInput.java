package dev.dumplink.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads an archive on behalf of somebody, and knows afterwards how long it was and what its digest is. */
public final class DigestingInput extends FilterInputStream {
    private static final int BUFFER = 64 * 1024;

    private final MessageDigest digest;
    private long size;

    private DigestingInput(InputStream in, MessageDigest digest) {
        super(new DigestInputStream(in, digest));
        this.digest = digest;
    }

    /** @param archive closed with this */
    public static DigestingInput of(InputStream archive) {
        try {
            return new DigestingInput(archive, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        size += next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        size += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.max(0, Math.min(count, BUFFER))]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** How many bytes were read. */
    public long size() {
        return size;
    }

    /** Reads what is left, and tells the digest of everything; once. */
    public Sha256 sha256() throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (read(buffer, 0, BUFFER) >= 0) {
            continue;
        }
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }
}
