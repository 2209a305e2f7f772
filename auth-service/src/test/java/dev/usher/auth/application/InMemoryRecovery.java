package dev.usher.auth.application;

import dev.usher.auth.application.port.Errands;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Tokens and errands in one memory with accounts, as they are in one database. */
public final class InMemoryRecovery implements Recovery, Errands {
    private record Key(AccountId user, Purpose purpose) {}

    private record Token(SecretHash hash, long sessionEpoch, Instant expiresAt) {}

    private static final Duration TAKEN = Duration.ofSeconds(30);

    private final InMemoryAccounts accounts;
    private final Map<Key, Token> tokens = new HashMap<>();
    private final Map<UUID, Errand> errands = new LinkedHashMap<>();
    private final Map<UUID, Instant> takenUntil = new HashMap<>();

    public InMemoryRecovery(InMemoryAccounts accounts) {
        this.accounts = accounts;
    }

    private <T> T atomically(Supplier<T> work) {
        synchronized (accounts) {
            return work.get();
        }
    }

    private Optional<Account> active(AccountId id) {
        return accounts.find(id).filter(Account::isActive);
    }

    @Override
    public boolean issue(Ticket ticket) {
        return atomically(() -> {
            var account = active(ticket.account().id());
            account.ifPresent(found -> {
                store(ticket, found.sessionEpoch());
                accounts.change(found, Optional.empty(), ticket.event());
            });
            return account.isPresent();
        });
    }

    private void store(Ticket ticket, long sessionEpoch) {
        var token = ticket.token();
        tokens.put(
                new Key(ticket.account().id(), token.purpose()),
                new Token(token.hash(), sessionEpoch, ticket.expiresAt()));
    }

    @Override
    public void issue(Ticket ticket, Errand.Forgot errand) {
        atomically(() -> errands.remove(errand.id()) != null && issue(ticket));
    }

    @Override
    public boolean register(Ticket ticket, PasswordHash hash, Session first) {
        var event = new AccountEvent.SignedUp(ticket.account(), ticket.at());
        return atomically(() -> accounts.add(ticket.account(), hash, event, first) && issue(ticket));
    }

    @Override
    public boolean register(Ticket ticket, Errand.SignUp errand) {
        var event = new AccountEvent.SignedUp(ticket.account(), ticket.at());
        return atomically(() -> {
            var stored = accounts.add(ticket.account(), errand.hash(), event) && issue(ticket);
            if (stored) {
                errands.remove(errand.id());
            }
            return stored;
        });
    }

    @Override
    public void tell(AccountEvent.AddressTaken event, Errand.SignUp errand) {
        atomically(() -> {
            if (errands.remove(errand.id()) != null) {
                accounts.change(event.account(), Optional.empty(), event);
            }
            return event;
        });
    }

    @Override
    public Optional<Account> find(Purpose purpose, SecretHash token, Instant now) {
        return atomically(() -> tokens.entrySet().stream()
                .filter(entry -> entry.getKey().purpose() == purpose
                        && entry.getValue().hash().equals(token)
                        && now.isBefore(entry.getValue().expiresAt()))
                .flatMap(entry -> active(entry.getKey().user())
                        .filter(account -> purpose == Purpose.VERIFY
                                || account.sessionEpoch() == entry.getValue().sessionEpoch())
                        .stream())
                .findFirst());
    }

    @Override
    public Optional<List<SessionId>> reset(SecretHash token, PasswordHash hash, Instant now) {
        return atomically(() -> find(Purpose.RESET, token, now).map(account -> {
            tokens.keySet().removeIf(key -> key.user().equals(account.id()));
            verified(account, now);
            var changed = account.cutOff().verified();
            return accounts.change(changed, Optional.of(hash), new AccountEvent.PasswordChanged(changed, now));
        }));
    }

    @Override
    public Optional<Account> verify(SecretHash token, Instant now) {
        return atomically(() -> find(Purpose.VERIFY, token, now).map(account -> {
            tokens.remove(new Key(account.id(), Purpose.VERIFY));
            return verified(account, now);
        }));
    }

    private Account verified(Account account, Instant now) {
        var verified = account.verified();
        if (!account.emailVerified()) {
            accounts.change(verified, Optional.empty(), new AccountEvent.EmailVerified(verified, now));
        }
        return verified;
    }

    @Override
    public void add(Errand errand) {
        atomically(() -> errands.put(errand.id(), errand));
    }

    @Override
    public Optional<Errand> take(Instant now) {
        return atomically(() -> {
            var next = errands.values().stream()
                    .filter(errand -> isFree(errand, now))
                    .min(Comparator.comparing(Errand::askedAt));
            next.ifPresent(errand -> takenUntil.put(errand.id(), now.plus(TAKEN)));
            return next;
        });
    }

    private boolean isFree(Errand errand, Instant now) {
        var until = takenUntil.get(errand.id());
        return until == null || !now.isBefore(until) || until.isAfter(now.plus(TAKEN));
    }

    @Override
    public void done(Errand errand) {
        atomically(() -> errands.remove(errand.id()));
    }
}
