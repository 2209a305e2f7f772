package dev.usher.auth.application;

import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.RawPassword;
import java.util.concurrent.atomic.AtomicInteger;

/** Costs nothing, and counts what it would have cost. */
public final class CountingPasswordHasher implements PasswordHasher {
    private static final String CURRENT = "new:";
    private final AtomicInteger operations = new AtomicInteger();

    /** Another hash of the same password, weaker than those made now. */
    public static PasswordHash outdated(RawPassword password) {
        return new PasswordHash("old:" + password.reveal());
    }

    @Override
    public PasswordHash hash(RawPassword password) {
        operations.incrementAndGet();
        return new PasswordHash(CURRENT + password.reveal());
    }

    @Override
    public boolean matches(RawPassword password, PasswordHash stored) {
        operations.incrementAndGet();
        return stored.reveal().substring(CURRENT.length()).equals(password.reveal());
    }

    @Override
    public PasswordHash decoy() {
        return new PasswordHash("new:\u0000 no password has a NUL");
    }

    @Override
    public boolean isOutdated(PasswordHash stored) {
        return !stored.reveal().startsWith(CURRENT);
    }

    public int operations() {
        return operations.get();
    }
}
