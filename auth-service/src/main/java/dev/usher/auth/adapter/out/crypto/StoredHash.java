package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.domain.PasswordHash;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A password hash with its scheme, as a PHC string: {@code $bcrypt-hmac-sha256$v=1$c=12$salt$hash}. Plain bcrypt texts
 * ({@code $2a$}, {@code $2b$}, {@code $2y$}) are read as well, for imported accounts.
 *
 * @param peppered whether bcrypt was given a keyed digest, or the password itself
 * @param bcrypt what the library calls the salted hash: {@code $2a$}, two digits of cost, {@code $}, 22 characters of
 *     salt, 31 of hash
 */
record StoredHash(boolean peppered, int cost, String bcrypt) {
    private static final String ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SALT = 22;
    private static final int HASH = 31;
    private static final Pattern PEPPERED =
            Pattern.compile("\\$bcrypt-hmac-sha256\\$v=1\\$c=([0-9]{1,2})\\$([./A-Za-z0-9]{22})\\$([./A-Za-z0-9]{31})");
    private static final Pattern PLAIN = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$([./A-Za-z0-9]{53})");

    StoredHash {
        // What is stored is trusted with how long it keeps a thread busy, within bounds.
        if (cost < 4 || cost > 16) {
            throw new IllegalStateException("a stored password hash has cost " + cost);
        }
    }

    static StoredHash peppered(String bcrypt) {
        return new StoredHash(true, Integer.parseInt(bcrypt, 4, 6, 10), bcrypt);
    }

    /** Of the right form; that a password has this hash is as likely as guessing 180 bits. */
    static StoredHash decoy(int cost, RandomGenerator random) {
        return new StoredHash(true, cost, "$2a$%02d$%s".formatted(cost, letters(random)));
    }

    private static String letters(RandomGenerator random) {
        var text = new StringBuilder();
        for (var i = 0; i < SALT + HASH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    static StoredHash parse(PasswordHash stored) {
        var peppered = PEPPERED.matcher(stored.reveal());
        if (peppered.matches()) {
            var cost = Integer.parseInt(peppered.group(1));
            return new StoredHash(true, cost, "$2a$%02d$%s%s".formatted(cost, peppered.group(2), peppered.group(3)));
        }
        var plain = PLAIN.matcher(stored.reveal());
        if (plain.matches()) {
            // The library knows $2a$ only, and is right where the others were invented to tell right from wrong.
            return new StoredHash(
                    false, Integer.parseInt(plain.group(1)), "$2a$" + plain.group(1) + "$" + plain.group(2));
        }
        throw new IllegalStateException("a stored password hash is of no known scheme");
    }

    PasswordHash text() {
        if (!peppered) {
            throw new IllegalStateException("plain bcrypt is read, never written");
        }
        var salted = bcrypt.substring(bcrypt.length() - SALT - HASH);
        return new PasswordHash("$bcrypt-hmac-sha256$v=1$c=%d$%s$%s"
                .formatted(cost, salted.substring(0, SALT), salted.substring(SALT)));
    }

    @Override
    public String toString() {
        return "StoredHash[redacted]";
    }
}
