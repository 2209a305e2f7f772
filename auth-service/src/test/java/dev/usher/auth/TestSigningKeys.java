package dev.usher.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.usher.kernel.testing.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Key set files for tests. */
public final class TestSigningKeys {
    private TestSigningKeys() {}

    /** A file with one fresh key. */
    public static Path file() {
        return file(TestIssuer.newKey());
    }

    /** A file with these keys, private parts included. */
    public static Path file(JWK... keys) {
        return file(new JWKSet(List.of(keys)).toString(false));
    }

    public static Path file(String content) {
        try {
            var file = Files.createTempFile("signing-keys-", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
