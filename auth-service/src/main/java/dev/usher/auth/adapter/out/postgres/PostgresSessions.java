package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sessions in PostgreSQL. A row lock puts refreshes and ends of one session into one order. */
@Singleton
final class PostgresSessions implements Sessions {
    private final SessionRows rows;
    private final AccountRows accounts;
    private final Acknowledgement acknowledgement;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AccountEventJson events;
    private final Cutoffs cutoffs;

    PostgresSessions(
            SessionRows rows,
            AccountRows accounts,
            Acknowledgement acknowledgement,
            Transactions transactions,
            Outbox outbox,
            AccountEventJson events,
            Cutoffs cutoffs) {
        this.rows = rows;
        this.accounts = accounts;
        this.acknowledgement = acknowledgement;
        this.transactions = transactions;
        this.outbox = outbox;
        this.events = events;
        this.cutoffs = cutoffs;
    }

    static String reason(Session.End end) {
        return end.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<List<SessionId>> open(Session session, int limit) {
        var user = session.user().value();
        return transactions.write(() -> {
            // The lock makes logins of one user count their sessions one after the other.
            if (accounts.lockUnchanged(user, session.sessionEpoch()).isEmpty()) {
                return Optional.empty();
            }
            rows.insert(SessionRow.from(session));
            var ended = rows.endLeastUsed(
                    user, session.id().value(), limit - 1, reason(Session.End.LIMIT), session.createdAt());
            cutoffs.ofSessions(user, ended, session.createdAt());
            return Optional.of(ended.stream().map(SessionId::new).toList());
        });
    }

    @Override
    public Optional<Acknowledged> find(SessionId id, Instant now) {
        return transactions.read(() -> acknowledgement.find(id, now));
    }

    @Override
    public Optional<Acknowledged> acknowledge(SessionId id, int generation, Client client, Instant now) {
        return transactions.write(() -> acknowledgement.execute(id, generation, client, now));
    }

    @Override
    public List<Listed> list(AccountId user, Instant usedAfter, Instant now) {
        return rows.living(user.value(), usedAfter, now).stream()
                .map(SessionRow::toListed)
                .toList();
    }

    @Override
    public Optional<AccountId> end(SessionId id, Session.End reason, Instant now) {
        return transactions.write(() -> {
            var owner = rows.end(id.value(), reason(reason), now).stream().findFirst();
            owner.ifPresent(user -> cutoffs.ofSessions(user, List.of(id.value()), now));
            return owner.map(AccountId::new);
        });
    }

    @Override
    public boolean endOwn(AccountId user, SessionId id, Instant usedAfter, Instant now) {
        return transactions.write(() -> {
            var ended = rows.endOwn(id.value(), user.value(), usedAfter, reason(Session.End.LOGOUT), now) > 0;
            if (ended) {
                cutoffs.ofSessions(user.value(), List.of(id.value()), now);
            }
            return ended;
        });
    }

    @Override
    public void endReused(AccountEvent.SessionReuseDetected event) {
        var session = event.session().value();
        transactions.write(() -> rows.end(session, reason(Session.End.REUSE), event.at())
                .forEach(user -> {
                    outbox.append(events.event(event));
                    cutoffs.ofSessions(user, List.of(session), event.at());
                }));
    }
}
