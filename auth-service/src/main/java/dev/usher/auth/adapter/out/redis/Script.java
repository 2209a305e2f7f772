package dev.usher.auth.adapter.out.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** A Lua script, one atomic step. Each says what happens when it is run twice with the same arguments. */
record Script(String text, String sha1) {
    /** @param file beside this class */
    static Script load(String file) {
        try (var in = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            var bytes = in.readAllBytes();
            var digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return new Script(
                    new String(bytes, StandardCharsets.UTF_8), HexFormat.of().formatHex(digest));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (NoSuchAlgorithmException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }
}
