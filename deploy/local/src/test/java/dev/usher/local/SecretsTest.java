package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path directory;

    @Test
    void they_are_drawn_once_and_kept() throws Exception {
        var first = Secrets.in(directory.resolve("secrets"));
        var pepper = first.named("PASSWORD_PEPPER");
        var keys = Files.readString(first.signingKeys());
        var again = Secrets.in(directory.resolve("secrets"));

        assertThat(Base64.getDecoder().decode(pepper)).hasSize(32);
        assertThat(first.named("MAIL_TOKEN_KEY")).isNotEqualTo(pepper);
        assertThat(again.named("PASSWORD_PEPPER")).isEqualTo(pepper);
        assertThat(Files.readString(again.signingKeys())).isEqualTo(keys);
        assertThat(first).hasToString("Secrets[redacted]");
    }

    @Test
    void the_key_set_holds_one_private_es256_key() throws Exception {
        var set = JWKSet.load(Secrets.in(directory).signingKeys().toFile());
        assertThat(set.getKeys()).singleElement().isInstanceOfSatisfying(ECKey.class, key -> {
            assertThat(key.isPrivate()).isTrue();
            assertThat(key.getAlgorithm().getName()).isEqualTo("ES256");
            assertThat(key.getKeyID()).isNotBlank();
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
        });
    }

    @Test
    void nobody_else_may_read_them() throws Exception {
        var own = directory.resolve("secrets");
        var secrets = Secrets.in(own);
        secrets.password("database.auth");
        secrets.signingKeys();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        try (var files = Files.list(own)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
