package dev.usher.auth.domain;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** People for tests. */
public final class TestAccounts {
    public static final Instant NOW = Instant.parse("2026-05-04T10:15:30.123Z");
    public static final Client CLIENT = new Client("192.0.2.7", "test/1.0");
    public static final PersonName NAME = new PersonName("Grace", "Hopper");
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private TestAccounts() {}

    /** An address that no test has used. */
    public static EmailAddress newAddress() {
        return EmailAddress.of("guest" + PEOPLE.incrementAndGet() + "@example.com");
    }

    public static Account newAccount() {
        return Account.register(newAddress(), NAME, LanguageTag.of("en"), NOW);
    }

    public static Session session(Account account, Instant now) {
        return new Session(
                SessionId.next(now),
                account.id(),
                account.sessionEpoch(),
                CLIENT,
                now,
                now.plus(java.time.Duration.ofDays(30)));
    }

    public static RawPassword password(String text) {
        return RawPassword.of("password", text);
    }
}
