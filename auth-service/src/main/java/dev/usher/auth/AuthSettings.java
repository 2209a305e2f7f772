package dev.usher.auth;

import dev.usher.auth.domain.Account;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the auth service. The name in a message is that of the environment variable, which is what an operator
 * knows; {@code application.yml} maps it. A value out of range stops the start.
 *
 * @param signupMode {@code open} or {@code verified}, see {@code SignUpMode}
 * @param redisUrl {@code redis://} or, with TLS, {@code rediss://}; may carry user and password
 * @param signingKeysPath a JWK set (RFC 7517 §5) with the private keys of access tokens
 */
@ConfigurationProperties("auth")
public record AuthSettings(
        String signupMode,
        Path signingKeysPath,
        String redisUrl,
        Password password,
        Tokens tokens,
        BootstrapAdmin bootstrapAdmin) {
    public AuthSettings {
        require(
                "open".equals(signupMode) || "verified".equals(signupMode),
                "SIGNUP_MODE must be open or verified, is " + signupMode);
        require(
                redisUrl.startsWith("redis://") || redisUrl.startsWith("rediss://"),
                "REDIS_URL must begin with redis:// or rediss://");
    }

    /**
     * @param pepper secret that hashes need beside the database; 32 bytes or more
     * @param minLength in code points
     * @param lowestCost what {@code bcryptCost} may not go below; tests lower it, nobody else
     * @param hashingThreads 0 means one for each processor
     * @param hashingQueue how many may wait for a thread; more are refused at once
     */
    @ConfigurationProperties("password")
    public record Password(
            String pepper, int minLength, int bcryptCost, int lowestCost, int hashingThreads, int hashingQueue) {
        public Password {
            require(
                    pepper.getBytes(StandardCharsets.UTF_8).length >= 32,
                    "PASSWORD_PEPPER must be at least 32 bytes long");
            require(minLength >= 8 && minLength <= 64, "the least password length must be 8 to 64, is " + minLength);
            require(
                    bcryptCost >= lowestCost && bcryptCost <= 16,
                    "BCRYPT_COST must be " + lowestCost + " to 16, is " + bcryptCost);
            require(hashingThreads >= 0 && hashingThreads <= 256, "hashing threads must be 0 to 256");
            require(hashingQueue >= 1 && hashingQueue <= 1000, "the hashing queue must be 1 to 1000");
        }

        @Override
        public String toString() {
            return "Password[cost " + bcryptCost + "]";
        }
    }

    /**
     * @param issuer claim {@code iss}
     * @param audience claim {@code aud}
     * @param accessLifetime of access tokens, before it is varied by up to 5 %; up to an hour
     * @param refreshIdle a session ends when unused for so long
     * @param refreshAbsolute a session ends after so long; up to 400 days
     * @param grace how long a replaced refresh token still yields its successor
     */
    @ConfigurationProperties("tokens")
    public record Tokens(
            String issuer,
            String audience,
            Duration accessLifetime,
            Duration refreshIdle,
            Duration refreshAbsolute,
            Duration grace,
            int sessionsPerUser) {
        /** By which part access tokens live shorter or longer, so that what was issued together does not come back together. */
        public static final double ACCESS_SPREAD = 0.05;

        private static final Duration LONGEST_ACCESS = Duration.ofHours(1);

        public Tokens {
            requireBetween("ACCESS_TOKEN_LIFETIME", accessLifetime, Duration.ofSeconds(1), LONGEST_ACCESS);
            requireBetween("REFRESH_IDLE_LIFETIME", refreshIdle, Duration.ofSeconds(1), Duration.ofDays(400));
            requireBetween("REFRESH_ABSOLUTE_LIFETIME", refreshAbsolute, refreshIdle, Duration.ofDays(400));
            requireBetween("the refresh grace", grace, Duration.ZERO, Duration.ofMinutes(1));
            require(sessionsPerUser >= 1 && sessionsPerUser <= 1000, "sessions per user must be 1 to 1000");
        }

        /** The longest that any access token works, in whole seconds: an hour at most, which is what verifiers accept. */
        public Duration longestAccess() {
            var varied = Duration.ofSeconds((long) Math.ceil(accessLifetime.toSeconds() * (1 + ACCESS_SPREAD)));
            return varied.compareTo(LONGEST_ACCESS) < 0 ? varied : LONGEST_ACCESS;
        }
    }

    /** See {@code ThrottlePolicy} for what is counted, and for how long. */
    @ConfigurationProperties("throttle")
    public record Throttle(
            int signupsPerAddress, int failuresPerAccount, int failuresPerAddress, int recoveryPerAddress) {
        public Throttle {
            requireLimit("THROTTLE_SIGNUPS_PER_ADDRESS", signupsPerAddress);
            requireLimit("THROTTLE_FAILURES_PER_ACCOUNT", failuresPerAccount);
            requireLimit("THROTTLE_FAILURES_PER_ADDRESS", failuresPerAddress);
            requireLimit("THROTTLE_RECOVERY_PER_ADDRESS", recoveryPerAddress);
        }

        private static void requireLimit(String name, int value) {
            require(value >= 1 && value <= 1_000_000, name + " must be 1 to 1000000, is " + value);
        }
    }

    /** @param retention how long security events are kept; the database refuses to lose them before 30 days are over */
    @ConfigurationProperties("audit")
    public record Audit(Duration retention) {
        public Audit {
            requireBetween("AUDIT_RETENTION", retention, Duration.ofDays(30), Duration.ofDays(3660));
        }
    }

    /**
     * @param resetLifetime how long a mailed token sets a new password
     * @param verifyLifetime how long one verifies an address
     * @param verifyAtSignup whether a sign-up sends one at once, also in mode {@code open}
     */
    @ConfigurationProperties("recovery")
    public record Recovery(Duration resetLifetime, Duration verifyLifetime, boolean verifyAtSignup) {
        public Recovery {
            requireBetween("the life of a reset token", resetLifetime, Duration.ofMinutes(1), Duration.ofHours(24));
            requireBetween("the life of a verify token", verifyLifetime, Duration.ofMinutes(1), Duration.ofDays(7));
        }
    }

    /**
     * How keys of access tokens are replaced.
     *
     * @param reread how often the key set file is looked at
     * @param delay how long a key is published before it signs: more than a verifier takes to find a key it does not know
     */
    @ConfigurationProperties("keys")
    public record Keys(Duration reread, Duration delay) {
        public Keys {
            requireBetween(
                    "the pause between two looks at the key set", reread, Duration.ofMillis(10), Duration.ofMinutes(1));
            requireBetween("SIGNING_KEY_DELAY", delay, Duration.ZERO, Duration.ofDays(1));
        }
    }

    /**
     * @param roles who has one of these must have a second factor; not the role that everybody has, since a sign-up logs
     *     in without
     */
    @ConfigurationProperties("second-factor")
    public record SecondFactor(List<String> roles) {
        public SecondFactor {
            roles = roles.stream()
                    .map(String::strip)
                    .filter(role -> !role.isEmpty())
                    .toList();
            require(!roles.contains(Account.CUSTOMER), "SECOND_FACTOR_ROLES must not name " + Account.CUSTOMER);
        }
    }

    /** The first administrator; both or none. */
    @ConfigurationProperties("bootstrap-admin")
    public record BootstrapAdmin(
            @Nullable String email, @Nullable String password) {
        public BootstrapAdmin {
            require(
                    isBlank(email) == isBlank(password),
                    "BOOTSTRAP_ADMIN_EMAIL and BOOTSTRAP_ADMIN_PASSWORD must both be set, or neither");
        }

        /** Empty when no administrator is configured. */
        public Optional<String> address() {
            return Optional.ofNullable(email).filter(text -> !text.isBlank());
        }

        private static boolean isBlank(@Nullable String text) {
            return text == null || text.isBlank();
        }

        @Override
        public String toString() {
            return "BootstrapAdmin[redacted]";
        }
    }

    @Override
    public String toString() {
        return "AuthSettings[sign-up " + signupMode + "]";
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void requireBetween(String name, Duration value, Duration least, Duration most) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                name + " must be " + least + " to " + most + ", is " + value);
    }
}
