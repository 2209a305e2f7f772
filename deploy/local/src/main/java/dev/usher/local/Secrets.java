package dev.usher.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Properties;

/**
 * The secrets of one local platform, drawn when they are first needed and kept beside its data, readable by its owner
 * alone. Without them kept data would be worth nothing: the pepper is in every password hash.
 */
public final class Secrets {
    private static final String KEYS = "signing-keys.json";

    private final SecureRandom random = new SecureRandom();
    private final Path directory;
    private final Path file;
    private final Properties values = new Properties();

    private Secrets(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("secrets.properties");
    }

    public static Secrets in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        var secrets = new Secrets(directory);
        if (Files.exists(secrets.file)) {
            try (var in = Files.newBufferedReader(secrets.file)) {
                secrets.values.load(in);
            }
        }
        return secrets;
    }

    /** 256 random bits under this name, base64; the same ones each time. */
    public synchronized String named(String name) throws IOException {
        return named(name, 32, Base64.getEncoder());
    }

    /** A password that a person can copy, and a URL can carry: 132 bits. */
    public synchronized String password(String name) throws IOException {
        return named(name, 16, Base64.getUrlEncoder().withoutPadding());
    }

    private String named(String name, int bytes, Base64.Encoder encoder) throws IOException {
        var known = values.getProperty(name);
        if (known == null) {
            var drawn = new byte[bytes];
            random.nextBytes(drawn);
            known = encoder.encodeToString(drawn);
            values.setProperty(name, known);
            var text = new StringWriter();
            values.store(text, null);
            write(file, text.toString());
        }
        return known;
    }

    /** The file with the key set that signs access tokens: one ES256 key, private (RFC 7517 §5). */
    public synchronized Path signingKeys() throws IOException {
        var keys = directory.resolve(KEYS);
        if (Files.notExists(keys)) {
            try {
                var key = new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyIDFromThumbprint(true)
                        .generate();
                write(keys, new JWKSet(key).toString(false));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
        return keys;
    }

    /** Whole or not at all, and never for a moment readable by others. */
    private static void write(Path file, String text) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var channel = Files.newByteChannel(
                fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(java.nio.charset.StandardCharsets.UTF_8.encode(text));
        }
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return "Secrets[redacted]";
    }
}
