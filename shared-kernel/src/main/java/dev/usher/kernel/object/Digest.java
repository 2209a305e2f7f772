package dev.usher.kernel.object;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The entity tag of content: half of its SHA-256, which is plenty to tell versions apart. */
final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    static String of(Content content) throws IOException {
        var sha = sha256();
        try (var in = new DigestInputStream(content.open(), sha)) {
            if (in.transferTo(OutputStream.nullOutputStream()) != content.length()) {
                throw new IOException("the content is not as long as it says");
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha.digest(), BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
