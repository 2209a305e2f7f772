package dev.usher.sound.application;

import dev.usher.sound.domain.Account;
import java.time.Clock;

public final class SignUp {
    private final Accounts accounts;
    private final Clock clock;

    public SignUp(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    public boolean signUp() {
        return accounts.add(Account.register(clock.instant()));
    }

    /** The driven port. */
    public interface Accounts {
        boolean add(Account account);
    }
}
