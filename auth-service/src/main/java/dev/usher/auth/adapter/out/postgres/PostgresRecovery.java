package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recovery in PostgreSQL. The account's row is locked before its token is touched: of two uses at once one finds it gone. */
@Singleton
final class PostgresRecovery implements Recovery {
    private final RecoveryRows rows;
    private final ErrandRows errands;
    private final Accounts accounts;
    private final AccountRows accountRows;
    private final SessionRows sessions;
    private final Transactions transactions;
    private final AccountEventJson events;
    private final Outbox outbox;
    private final Cutoffs cutoffs;

    PostgresRecovery(
            RecoveryRows rows,
            ErrandRows errands,
            Accounts accounts,
            AccountRows accountRows,
            SessionRows sessions,
            Transactions transactions,
            AccountEventJson events,
            Outbox outbox,
            Cutoffs cutoffs) {
        this.rows = rows;
        this.errands = errands;
        this.accounts = accounts;
        this.accountRows = accountRows;
        this.sessions = sessions;
        this.transactions = transactions;
        this.events = events;
        this.outbox = outbox;
        this.cutoffs = cutoffs;
    }

    private static String name(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean issue(Ticket ticket) {
        return transactions.write(() -> {
            var account = rows.lockActive(ticket.account().id().value());
            account.ifPresent(row -> store(ticket, row.sessionEpoch()));
            return account.isPresent();
        });
    }

    private void store(Ticket ticket, long sessionEpoch) {
        rows.store(
                ticket.account().id().value(),
                name(ticket.token().purpose()),
                ticket.token().hash().value(),
                sessionEpoch,
                ticket.expiresAt());
        outbox.append(events.event(ticket.event()));
    }

    @Override
    public void issue(Ticket ticket, Errand.Forgot errand) {
        transactions.write(() -> {
            if (errands.delete(errand.id()) > 0) {
                issue(ticket);
            }
        });
    }

    @Override
    public boolean register(Ticket ticket, PasswordHash hash, Session first) {
        var account = ticket.account();
        return transactions.write(() -> {
            var stored = accounts.add(account, hash, new AccountEvent.SignedUp(account, ticket.at()), first);
            if (stored) {
                store(ticket, account.sessionEpoch());
            }
            return stored;
        });
    }

    @Override
    public boolean register(Ticket ticket, Errand.SignUp errand) {
        var account = ticket.account();
        return transactions.write(() -> {
            var stored = accounts.add(account, errand.hash(), new AccountEvent.SignedUp(account, ticket.at()));
            if (stored) {
                errands.delete(errand.id());
                store(ticket, account.sessionEpoch());
            }
            return stored;
        });
    }

    @Override
    public void tell(AccountEvent.AddressTaken event, Errand.SignUp errand) {
        transactions.write(() -> {
            if (errands.delete(errand.id()) > 0) {
                outbox.append(events.event(event));
            }
        });
    }

    @Override
    public Optional<Account> find(Purpose purpose, SecretHash token, Instant now) {
        return rows.find(name(purpose), token.value(), now).map(AccountRow::toDomain);
    }

    @Override
    public Optional<List<SessionId>> reset(SecretHash token, PasswordHash hash, Instant now) {
        return transactions.write(() -> use(Purpose.RESET, token, now).map(account -> {
            var id = account.id().value();
            var epoch = accountRows.raiseEpochs(id);
            accountRows.updateCredential(id, hash.reveal());
            rows.deleteAll(id);
            var ended = sessions.endAll(id, PostgresSessions.reason(Session.End.PASSWORD_CHANGE), now);
            verify(account, now);
            outbox.append(events.event(
                    new AccountEvent.PasswordChanged(account.cutOff().verified(), now)));
            cutoffs.ofUser(id, epoch, now);
            return ended.stream().map(SessionId::new).toList();
        }));
    }

    @Override
    public Optional<Account> verify(SecretHash token, Instant now) {
        return transactions.write(() -> use(Purpose.VERIFY, token, now).map(account -> verify(account, now)));
    }

    /** The account as it was read under its lock. */
    private Optional<Account> use(Purpose purpose, SecretHash token, Instant now) {
        return rows.find(name(purpose), token.value(), now)
                .flatMap(found -> rows.lockActive(found.id()))
                .filter(locked -> rows.use(name(purpose), token.value(), now, locked.sessionEpoch()) > 0)
                .map(AccountRow::toDomain);
    }

    private Account verify(Account account, Instant now) {
        var verified = account.verified();
        if (!account.emailVerified()) {
            rows.verify(account.id().value());
            outbox.append(events.event(new AccountEvent.EmailVerified(verified, now)));
        }
        return verified;
    }
}
