package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.Transactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Accounts in PostgreSQL. The unique index on the address decides which of two sign-ups stands. */
@Singleton
final class PostgresAccounts implements Accounts {
    private final AccountRows rows;
    private final AccountInsert insert;
    private final SessionRows sessions;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AccountEventJson events;
    private final Cutoffs cutoffs;

    PostgresAccounts(
            AccountRows rows,
            AccountInsert insert,
            SessionRows sessions,
            Transactions transactions,
            Outbox outbox,
            AccountEventJson events,
            Cutoffs cutoffs) {
        this.rows = rows;
        this.insert = insert;
        this.sessions = sessions;
        this.transactions = transactions;
        this.outbox = outbox;
        this.events = events;
        this.cutoffs = cutoffs;
    }

    @Override
    public boolean add(Account account, PasswordHash hash, AccountEvent.SignedUp event) {
        return transactions.write(() -> insert(account, hash, event));
    }

    @Override
    public boolean add(Account account, PasswordHash hash, AccountEvent.SignedUp event, Session first) {
        return transactions.write(() -> {
            var stored = insert(account, hash, event);
            if (stored) {
                sessions.insert(SessionRow.from(first));
            }
            return stored;
        });
    }

    private boolean insert(Account account, PasswordHash hash, AccountEvent.SignedUp event) {
        if (!insert.execute(account)) {
            return false;
        }
        rows.insertCredential(account.id().value(), hash.reveal());
        outbox.append(events.event(event));
        return true;
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return rows.find(id.value()).map(AccountRow::toDomain);
    }

    @Override
    public Optional<Credential> findCredential(EmailAddress email) {
        // The row becomes a credential first, and is judged then: nobody's costs what anybody's does.
        return Optional.of(rows.findByKey(email.key()).toCredential())
                .filter(found -> !found.account().id().value().equals(AccountRow.NOBODY));
    }

    @Override
    public Optional<Credential> findCredential(AccountId id) {
        return rows.find(id.value()).map(AccountRow::toCredential);
    }

    @Override
    public void rehash(AccountId id, PasswordHash known, PasswordHash replacement) {
        rows.replaceHash(id.value(), known.reveal(), replacement.reveal());
    }

    @Override
    public Optional<List<SessionId>> changePassword(
            Account changed, PasswordHash hash, Session fresh, AccountEvent.PasswordChanged event) {
        var id = changed.id().value();
        return transactions.write(() -> {
            if (rows.lockUnchanged(id, changed.sessionEpoch() - 1).isEmpty()) {
                return Optional.empty();
            }
            var epoch = rows.raiseEpochs(id);
            rows.updateCredential(id, hash.reveal());
            var ended = sessions.endAll(id, PostgresSessions.reason(Session.End.PASSWORD_CHANGE), event.at());
            sessions.insert(SessionRow.from(fresh));
            outbox.append(events.event(event));
            cutoffs.ofUser(id, epoch, event.at());
            return Optional.of(ended.stream().map(SessionId::new).toList());
        });
    }

    @Override
    public void follow(AccountId id, PersonName name, Optional<LanguageTag> locale, long version) {
        rows.follow(
                id.value(),
                name.first(),
                name.last(),
                locale.map(LanguageTag::value).orElse(null),
                version);
    }
}
