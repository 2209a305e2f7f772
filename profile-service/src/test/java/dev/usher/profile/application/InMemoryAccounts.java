package dev.usher.profile.application;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.Violation;
import dev.usher.profile.application.port.Accounts;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import dev.usher.profile.domain.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Accounts in a map, each with one token that stays good. A password is at least 8 characters long. */
public final class InMemoryAccounts implements Accounts {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Map<String, Account> byToken = new HashMap<>();
    private final Map<UUID, String> passwords = new HashMap<>();
    private final Map<UUID, Duration> waits = new HashMap<>();
    private boolean down;

    public synchronized void add(Account account, String token, String password) {
        byToken.put(token, account);
        passwords.put(account.id(), password);
    }

    /** From now on every password change of this user has to wait this long. */
    public synchronized void throttle(UUID user, Duration retryAfter) {
        waits.put(user, retryAfter);
    }

    synchronized void goDown() {
        down = true;
    }

    @Override
    public synchronized Optional<Account> own(UUID caller, Secret token) {
        answerIfUp();
        return Optional.ofNullable(byToken.get(token.reveal())).map(account -> {
            if (!account.id().equals(caller)) {
                throw new Unavailable("another account", RETRY_AFTER);
            }
            return account;
        });
    }

    /** Whose token this is. */
    public synchronized Optional<Account> behind(Secret token) {
        return Optional.ofNullable(byToken.get(token.reveal()));
    }

    @Override
    public synchronized PasswordChange changePassword(Secret token, Secret oldPassword, Secret newPassword) {
        answerIfUp();
        var account = byToken.get(token.reveal());
        if (account == null) {
            return new PasswordChange.TokenRefused();
        }
        var wait = waits.get(account.id());
        if (wait != null) {
            return new PasswordChange.Throttled(wait);
        }
        if (!oldPassword.reveal().equals(passwords.get(account.id()))) {
            return new PasswordChange.Refused(
                    List.of(new Violation("old_password", "wrong", "is not the current password")));
        }
        if (newPassword.reveal().length() < 8) {
            return new PasswordChange.Refused(
                    List.of(new Violation("new_password", "too_short", "must be at least 8 characters long")));
        }
        passwords.put(account.id(), newPassword.reveal());
        return new PasswordChange.Changed(new Tokens(
                new Secret("new-access-token"),
                Duration.ofMinutes(15),
                new Secret("new-refresh-token"),
                Duration.ofDays(14)));
    }

    private void answerIfUp() {
        if (down) {
            throw new Unavailable("accounts", RETRY_AFTER);
        }
    }
}
