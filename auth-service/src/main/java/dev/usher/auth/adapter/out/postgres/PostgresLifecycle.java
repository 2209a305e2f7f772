package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.event.ErasedUsers;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The life of accounts in PostgreSQL. Locks the account first, then its sessions, then the order of its events. */
@Singleton
final class PostgresLifecycle implements Lifecycle {
    private final AccountRows rows;
    private final SessionRows sessions;
    private final AuditLog log;
    private final ErasedUsers erased;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AccountEventJson events;
    private final Cutoffs cutoffs;

    PostgresLifecycle(
            AccountRows rows,
            SessionRows sessions,
            AuditLog log,
            ErasedUsers erased,
            Transactions transactions,
            Outbox outbox,
            AccountEventJson events,
            Cutoffs cutoffs) {
        this.rows = rows;
        this.sessions = sessions;
        this.log = log;
        this.erased = erased;
        this.transactions = transactions;
        this.outbox = outbox;
        this.events = events;
        this.cutoffs = cutoffs;
    }

    @Override
    public Change disable(AccountEvent.Disabled event) {
        return unlessLast(event, () -> {
            var id = event.account().id().value();
            rows.changeStatus(id, "disabled");
            return new Change.Done(endSessions(id, event.at(), () -> outbox.append(events.event(event))));
        });
    }

    @Override
    public Change enable(AccountEvent.Enabled event) {
        return ifUnchanged(event, () -> {
            rows.changeStatus(event.account().id().value(), "active");
            outbox.append(events.event(event));
            return new Change.Done(List.of());
        });
    }

    @Override
    public Change delete(AccountEvent.Deleted event) {
        return unlessLast(event, () -> {
            var account = event.account().id();
            erased.add(account.value());
            log.forget(account);
            return new Change.Done(endSessions(account.value(), event.at(), () -> {
                rows.delete(account.value());
                outbox.append(events.event(event));
            }));
        });
    }

    @Override
    public Optional<List<SessionId>> endSessions(AccountId id, long epoch, Instant now) {
        return transactions.write(() -> rows.lock(id.value())
                .map(AccountRow::toDomain)
                .filter(account -> account.accepts(epoch))
                .map(account -> endSessions(id.value(), now, () -> {})));
    }

    /** @param more what else the change is; events come last */
    private List<SessionId> endSessions(UUID id, Instant now, Runnable more) {
        var epoch = rows.raiseEpochs(id);
        var ended = sessions.endAll(id, PostgresSessions.reason(Session.End.CUT_OFF), now);
        more.run();
        cutoffs.ofUser(id, epoch, now);
        return ended.stream().map(SessionId::new).toList();
    }

    @Override
    public boolean takeRoles(AccountId id, Set<String> roles, long version, Instant now) {
        return transactions.write(() -> rows.lock(id.value())
                .filter(row -> rows.takeVersion(id.value(), version) > 0)
                .map(row -> replaceRoles(row.toDomain(), roles, now))
                .isPresent());
    }

    @Override
    public boolean dropRoles(AccountId id, Instant now) {
        return transactions.write(() -> rows.lock(id.value())
                .filter(row -> !row.roles().isEmpty())
                .map(row -> replaceRoles(row.toDomain(), Set.of(), now))
                .isPresent());
    }

    private Account replaceRoles(Account before, Set<String> roles, Instant now) {
        var id = before.id().value();
        rows.replaceRoles(id, roles.stream().sorted().toArray(String[]::new));
        if (!roles.containsAll(before.roles())) {
            cutoffs.ofUser(id, rows.raiseEpoch(id), now);
        }
        return before;
    }

    /** Super-admins are locked all together and in one order, so that of two that end each other one stays. */
    private Change unlessLast(AccountEvent event, Supplier<Change> work) {
        return transactions.write(() -> {
            var account = event.account();
            if (account.isSuperAdmin() && account.isActive()) {
                var active = rows.lockActiveSuperAdmins();
                if (List.of(account.id().value()).equals(active)) {
                    return new Change.LastSuperAdmin();
                }
            }
            return ifUnchanged(event, work);
        });
    }

    private Change ifUnchanged(AccountEvent event, Supplier<Change> work) {
        return transactions.write(() -> rows.lock(event.account().id().value())
                .map(AccountRow::toDomain)
                .filter(now -> isAsRead(event.account(), now))
                .map(now -> work.get())
                .orElseGet(Change.Stale::new));
    }

    private static boolean isAsRead(Account read, Account now) {
        return read.status() == now.status()
                && read.roles().equals(now.roles())
                && read.sessionEpoch() == now.sessionEpoch();
    }
}
