package dev.usher.auth.adapter.out.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import dev.usher.auth.AuthSettings;
import dev.usher.auth.domain.PublishedKeys;
import dev.usher.kernel.token.KeySource;
import io.micronaut.context.annotation.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The keys of access tokens, read once from a JWK set file. All are ES256 keys (P-256) with a {@code kid}. The first
 * private one signs; one that is to sign no more loses its {@code d}, or says {@code "key_ops": ["verify"]}, and stays
 * published until the last token it signed has expired. Made eagerly: the service does not start with a key set that is
 * not sound.
 */
@Context
final class SigningKeys implements KeySource {
    private final ECKey signing;
    private final JWKSet published;

    SigningKeys(AuthSettings settings) {
        var keys = new ArrayList<ECKey>();
        for (var key : read(settings.signingKeysPath()).getKeys()) {
            keys.add(sound(key));
        }
        var kids = new HashSet<String>();
        for (var key : keys) {
            check(kids.add(key.getKeyID()), "two keys have the kid " + key.getKeyID());
        }
        this.signing = keys.stream()
                .filter(SigningKeys::maySign)
                .findFirst()
                .orElseThrow(() -> refusal("no private key may sign"));
        this.published = new JWKSet(keys.stream().map(SigningKeys::publicPart).toList());
    }

    /** The private key that signs now. */
    ECKey signing() {
        return signing;
    }

    @Override
    public Optional<ECKey> key(String kid) {
        return Optional.ofNullable(published.getKeyByKeyId(kid)).map(JWK::toECKey);
    }

    PublishedKeys published() {
        return new PublishedKeys(published.toJSONObject(true));
    }

    private static JWKSet read(Path file) {
        try {
            return JWKSet.parse(Files.readString(file));
        } catch (ParseException notAKeySet) {
            // Without the cause: it may quote the file, and that is all secrets.
            throw refusal("it is not a JWK set");
        } catch (IOException unreadable) {
            throw refusal("it cannot be read");
        }
    }

    private static ECKey sound(JWK key) {
        var kid = key.getKeyID();
        check(kid != null && !kid.isBlank(), "a key has no kid");
        check(
                key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()),
                "key " + kid + " is no P-256 key; tokens are signed with ES256 only");
        check(
                key.getAlgorithm() == null
                        || JWSAlgorithm.ES256
                                .getName()
                                .equals(key.getAlgorithm().getName()),
                "key " + kid + " is not for ES256");
        check(
                key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()),
                "key " + kid + " is not for signing");
        var ec = (ECKey) key;
        check(!ec.isPrivate() || belongTogether(ec), "the two halves of key " + kid + " do not belong together");
        return ec;
    }

    /** A key whose published half does not fit would make every token invalid everywhere. */
    private static boolean belongTogether(ECKey key) {
        try {
            var header = new JWSHeader(JWSAlgorithm.ES256);
            var probe = "usher".getBytes(StandardCharsets.US_ASCII);
            return new ECDSAVerifier(key.toPublicJWK()).verify(header, probe, new ECDSASigner(key).sign(header, probe));
        } catch (JOSEException unusable) {
            return false;
        }
    }

    private static boolean maySign(ECKey key) {
        var operations = key.getKeyOperations();
        return key.isPrivate() && (operations == null || operations.contains(KeyOperation.SIGN));
    }

    private static JWK publicPart(ECKey key) {
        return new ECKey.Builder(Curve.P_256, key.getX(), key.getY())
                .keyID(key.getKeyID())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build();
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw refusal(reason);
        }
    }

    private static IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException("the key set at SIGNING_KEYS_PATH does not do: " + reason);
    }

    /** For tests and logs: ids only. */
    List<String> kids() {
        return published.getKeys().stream().map(JWK::getKeyID).toList();
    }

    @Override
    public String toString() {
        return "SigningKeys" + kids();
    }
}
