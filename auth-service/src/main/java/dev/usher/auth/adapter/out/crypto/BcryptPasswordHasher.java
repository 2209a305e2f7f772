package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.AuthSettings;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.RawPassword;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.mindrot.jbcrypt.BCrypt;

/**
 * {@code bcrypt(base64(HMAC-SHA-256(pepper, password)))}: bcrypt reads 72 bytes at most, so it is given a digest of fixed
 * length and no byte of a password is lost; and the hashes are worth nothing without the pepper.
 */
@Singleton
final class BcryptPasswordHasher implements PasswordHasher {
    private final HashingPool pool;
    private final SecretKey pepper;
    private final int cost;
    private final SecureRandom random = new SecureRandom();

    BcryptPasswordHasher(HashingPool pool, Pepper pepper, AuthSettings.Password settings) {
        this.pool = pool;
        this.pepper = pepper.forPasswords();
        this.cost = settings.bcryptCost();
    }

    @Override
    public PasswordHash hash(RawPassword password) {
        return pool.run(() -> {
            var text = BCrypt.hashpw(digest(password), BCrypt.gensalt(cost, random));
            return StoredHash.peppered(text).text();
        });
    }

    @Override
    public boolean matches(RawPassword password, PasswordHash stored) {
        return pool.run(() -> compare(password, StoredHash.parse(stored)));
    }

    private boolean compare(RawPassword password, StoredHash stored) {
        var input = stored.peppered() ? digest(password) : password.reveal();
        var actual = BCrypt.hashpw(input, stored.bcrypt());
        var matches = MessageDigest.isEqual(
                actual.getBytes(StandardCharsets.US_ASCII), stored.bcrypt().getBytes(StandardCharsets.US_ASCII));
        if (!matches) {
            // A refusal by an older, cheaper hash would tell by its speed that the account exists: 2^c + 2^c + 2^(c+1)
            // + … + 2^(n-1) = 2^n.
            for (var missing = stored.cost(); missing < cost; missing++) {
                BCrypt.hashpw(input, BCrypt.gensalt(missing, random));
            }
        }
        return matches;
    }

    private String digest(RawPassword password) {
        var digest = Pepper.hmac(pepper, password.reveal().getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    @Override
    public PasswordHash decoy() {
        return StoredHash.decoy(cost, random).text();
    }

    @Override
    public boolean isOutdated(PasswordHash stored) {
        var hash = StoredHash.parse(stored);
        return !hash.peppered() || hash.cost() < cost;
    }
}
