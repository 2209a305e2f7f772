package dev.usher.auth.adapter.out.crypto;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;

/**
 * The key set file: a JWK set (RFC 7517 §5). Each key is of a kind that signs with 128 bits of strength (P-256, Ed25519,
 * RSA of 3072 bits or more) and has a {@code kid}. Read whole each time, so that it can be replaced in any way,
 * Kubernetes' switched links included.
 */
final class KeyFile {
    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    /** @throws IllegalArgumentException says why the file does not do, without a word of what is in it */
    List<SigningKey> read() {
        try {
            var keys = JWKSet.parse(Files.readString(path)).getKeys().stream()
                    .map(SigningKey::of)
                    .toList();
            var kids = new HashSet<String>();
            for (var key : keys) {
                check(kids.add(key.kid()), "two keys have the kid " + key.kid());
            }
            check(keys.stream().anyMatch(SigningKey::maySign), "no private key may sign");
            return keys;
        } catch (ParseException notAKeySet) {
            // Without the cause: it may quote the file, and that is all secrets.
            throw refusal("it is not a JWK set");
        } catch (IOException unreadable) {
            throw refusal("it cannot be read");
        } catch (IllegalArgumentException unsound) {
            throw refusal(String.valueOf(unsound.getMessage()));
        }
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }

    private static IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException("the key set at SIGNING_KEYS_PATH does not do: " + reason);
    }
}
