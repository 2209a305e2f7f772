package dev.usher.auth.domain;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody who can log in.
 *
 * @param roles names of roles, carried by access tokens
 * @param epoch access tokens of a lower epoch are dead
 * @param sessionEpoch sessions that started in a lower one are dead
 */
public record Account(
        AccountId id,
        EmailAddress email,
        boolean emailVerified,
        PersonName name,
        LanguageTag locale,
        Set<String> roles,
        Status status,
        long epoch,
        long sessionEpoch,
        Instant createdAt) {
    public enum Status {
        ACTIVE,
        DISABLED
    }

    /** What everybody is. */
    public static final String CUSTOMER = "customer";

    public static final String SUPER_ADMIN = "super-admin";

    public Account {
        roles = Set.copyOf(roles);
    }

    public static Account register(EmailAddress email, PersonName name, LanguageTag locale, Instant now) {
        return new Account(AccountId.next(now), email, false, name, locale, Set.of(CUSTOMER), Status.ACTIVE, 0, 0, now);
    }

    /** The first administrator, who makes the others. */
    public static Account bootstrap(EmailAddress email, PersonName name, LanguageTag locale, Instant now) {
        var plain = register(email, name, locale, now);
        return new Account(
                plain.id,
                email,
                // Whoever configures the service says so.
                true,
                name,
                locale,
                Set.of(CUSTOMER, SUPER_ADMIN),
                plain.status,
                plain.epoch,
                plain.sessionEpoch,
                now);
    }

    /** Somebody who had an account elsewhere. */
    public static Account imported(
            EmailAddress email, boolean verified, PersonName name, LanguageTag locale, Instant now) {
        var plain = register(email, name, locale, now);
        return verified ? plain.verified() : plain;
    }

    /** With every token and session made so far dead. */
    public Account cutOff() {
        return new Account(
                id, email, emailVerified, name, locale, roles, status, epoch + 1, sessionEpoch + 1, createdAt);
    }

    /** With an address that mail reaches. */
    public Account verified() {
        return new Account(id, email, true, name, locale, roles, status, epoch, sessionEpoch, createdAt);
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** Whether an access token of this epoch still speaks for the account. */
    public boolean accepts(long tokenEpoch) {
        return isActive() && epoch <= tokenEpoch;
    }

    public boolean isSuperAdmin() {
        return roles.contains(SUPER_ADMIN);
    }
}
