package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.application.port.Users;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accounts and sessions in one memory, as they are in one database. */
public final class InMemoryAccounts implements Accounts, Sessions, Lifecycle, Users {
    private static final class Stored {
        Account account;
        PasswordHash hash;
        long profileVersion;
        long rolesVersion;

        Stored(Account account, PasswordHash hash) {
            this.account = account;
            this.hash = hash;
        }
    }

    private static final class Running {
        final Session session;
        int generation = 1;
        Instant rotatedAt;
        Instant lastUsedAt;
        Client client;
        Session.@Nullable End ended;

        Running(Session session) {
            this.session = session;
            this.rotatedAt = session.createdAt();
            this.lastUsedAt = session.createdAt();
            this.client = session.client();
        }

        boolean isListed(AccountId user, Instant usedAfter, Instant now) {
            return session.user().equals(user)
                    && ended == null
                    && now.isBefore(session.absoluteUntil())
                    && lastUsedAt.isAfter(usedAfter);
        }
    }

    private final Map<AccountId, Stored> accounts = new HashMap<>();
    private final Map<SessionId, Running> sessions = new LinkedHashMap<>();
    private final List<Told> told = new ArrayList<>();

    private sealed interface Told {
        record Event(AccountEvent event) implements Told {}

        record Cutoff(AccountId user, String what) implements Told {}
    }

    private void tell(AccountEvent event) {
        told.add(new Told.Event(event));
    }

    private void cutOff(AccountId user, long epoch) {
        told.add(new Told.Cutoff(user, "epoch " + epoch));
    }

    private void cutOff(Running running) {
        told.add(new Told.Cutoff(running.session.user(), "sid " + running.session.id()));
    }

    @Override
    public synchronized boolean add(Account account, PasswordHash hash, AccountEvent.SignedUp event) {
        if (byAddress(account.email()).isPresent()) {
            return false;
        }
        accounts.put(account.id(), new Stored(account, hash));
        tell(event);
        return true;
    }

    @Override
    public synchronized boolean add(Account account, PasswordHash hash, AccountEvent.SignedUp event, Session first) {
        var stored = add(account, hash, event);
        if (stored) {
            sessions.put(first.id(), new Running(first));
        }
        return stored;
    }

    private Optional<Stored> byAddress(EmailAddress email) {
        return accounts.values().stream()
                .filter(stored -> stored.account.email().equals(email))
                .findFirst();
    }

    @Override
    public synchronized Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id)).map(stored -> stored.account);
    }

    @Override
    public synchronized Optional<Credential> findCredential(EmailAddress email) {
        return byAddress(email).map(stored -> new Credential(stored.account, stored.hash));
    }

    @Override
    public synchronized Optional<Credential> findCredential(AccountId id) {
        return Optional.ofNullable(accounts.get(id)).map(stored -> new Credential(stored.account, stored.hash));
    }

    @Override
    public synchronized void rehash(AccountId id, PasswordHash known, PasswordHash replacement) {
        var stored = accounts.get(id);
        if (stored != null && stored.hash.equals(known)) {
            stored.hash = replacement;
        }
    }

    @Override
    public synchronized Optional<List<SessionId>> changePassword(
            Account changed, PasswordHash hash, Session fresh, AccountEvent.PasswordChanged event) {
        var stored = unchanged(changed.id(), changed.sessionEpoch() - 1);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        stored.get().account = changed;
        stored.get().hash = hash;
        var ended = endAll(changed.id(), Session.End.PASSWORD_CHANGE);
        sessions.put(fresh.id(), new Running(fresh));
        tell(event);
        cutOff(changed.id(), changed.epoch());
        return Optional.of(ended);
    }

    private List<SessionId> endAll(AccountId user, Session.End reason) {
        var ended = sessions.values().stream()
                .filter(running -> running.session.user().equals(user) && running.ended == null)
                .toList();
        ended.forEach(running -> running.ended = reason);
        return ended.stream().map(running -> running.session.id()).toList();
    }

    private Optional<Stored> unchanged(AccountId id, long sessionEpoch) {
        return Optional.ofNullable(accounts.get(id))
                .filter(stored -> stored.account.isActive() && stored.account.sessionEpoch() == sessionEpoch);
    }

    @Override
    public synchronized void follow(AccountId id, PersonName name, Optional<LanguageTag> locale, long version) {
        var stored = accounts.get(id);
        if (stored != null && stored.profileVersion < version) {
            stored.profileVersion = version;
            var before = stored.account;
            stored.account = with(before, name, locale.orElse(before.locale()), before.status());
        }
    }

    /** For what else is in the same database: the account as it is now, its hash if there is a new one, and events. */
    synchronized List<SessionId> change(Account changed, Optional<PasswordHash> hash, AccountEvent... events) {
        var stored = Objects.requireNonNull(accounts.get(changed.id()));
        var raised = changed.epoch() > stored.account.epoch();
        stored.account = changed;
        hash.ifPresent(replacement -> stored.hash = replacement);
        List.of(events).forEach(this::tell);
        if (!raised) {
            return List.of();
        }
        cutOff(changed.id(), changed.epoch());
        return endAll(changed.id(), Session.End.PASSWORD_CHANGE);
    }

    /** Disables the account, whatever it was. */
    public synchronized void disable(AccountId id) {
        disable(new AccountEvent.Disabled(Objects.requireNonNull(accounts.get(id)).account, TestAccounts.NOW));
    }

    @Override
    public synchronized Change disable(AccountEvent.Disabled event) {
        return unlessLast(event.account(), () -> {
            var stored = Objects.requireNonNull(accounts.get(event.account().id()));
            var before = stored.account.cutOff();
            stored.account = with(before, before.name(), before.locale(), Account.Status.DISABLED);
            return ended(stored.account, event);
        });
    }

    @Override
    public synchronized Change enable(AccountEvent.Enabled event) {
        return ifUnchanged(event.account(), () -> {
            var stored = Objects.requireNonNull(accounts.get(event.account().id()));
            var before = stored.account;
            stored.account = with(before, before.name(), before.locale(), Account.Status.ACTIVE);
            tell(event);
            return new Change.Done(List.of());
        });
    }

    @Override
    public synchronized Change delete(AccountEvent.Deleted event) {
        return unlessLast(event.account(), () -> {
            var done = ended(event.account().cutOff(), event);
            delete(event.account().id());
            return done;
        });
    }

    @Override
    public synchronized Optional<List<SessionId>> endSessions(AccountId id, long epoch, Instant now) {
        return Optional.ofNullable(accounts.get(id))
                .filter(stored -> stored.account.accepts(epoch))
                .map(stored -> {
                    stored.account = stored.account.cutOff();
                    cutOff(id, stored.account.epoch());
                    return endAll(id, Session.End.CUT_OFF);
                });
    }

    private Change ended(Account raised, AccountEvent event) {
        tell(event);
        cutOff(raised.id(), raised.epoch());
        return new Change.Done(endAll(raised.id(), Session.End.CUT_OFF));
    }

    @Override
    public synchronized boolean takeRoles(AccountId id, Set<String> roles, long version, Instant now) {
        var stored = accounts.get(id);
        if (stored == null || stored.rolesVersion >= version) {
            return false;
        }
        stored.rolesVersion = version;
        replaceRoles(stored, roles);
        return true;
    }

    @Override
    public synchronized boolean dropRoles(AccountId id, Instant now) {
        var stored = accounts.get(id);
        if (stored == null || stored.account.roles().isEmpty()) {
            return false;
        }
        replaceRoles(stored, Set.of());
        return true;
    }

    private void replaceRoles(Stored stored, Set<String> roles) {
        var before = stored.account;
        var lost = !roles.containsAll(before.roles());
        stored.account = new Account(
                before.id(),
                before.email(),
                before.emailVerified(),
                before.name(),
                before.locale(),
                roles,
                before.status(),
                lost ? before.epoch() + 1 : before.epoch(),
                before.sessionEpoch(),
                before.createdAt());
        if (lost) {
            cutOff(before.id(), stored.account.epoch());
        }
    }

    private Change unlessLast(Account account, Supplier<Change> work) {
        var superAdmins = accounts.values().stream()
                .map(stored -> stored.account)
                .filter(found -> found.isSuperAdmin() && found.isActive())
                .map(Account::id)
                .toList();
        return superAdmins.equals(List.of(account.id())) ? new Change.LastSuperAdmin() : ifUnchanged(account, work);
    }

    private Change ifUnchanged(Account read, Supplier<Change> work) {
        return Optional.ofNullable(accounts.get(read.id()))
                .map(stored -> stored.account)
                .filter(now -> now.status() == read.status()
                        && now.roles().equals(read.roles())
                        && now.sessionEpoch() == read.sessionEpoch())
                .map(now -> work.get())
                .orElseGet(Change.Stale::new);
    }

    private static Account with(Account account, PersonName name, LanguageTag locale, Account.Status status) {
        return new Account(
                account.id(),
                account.email(),
                account.emailVerified(),
                name,
                locale,
                account.roles(),
                status,
                account.epoch(),
                account.sessionEpoch(),
                account.createdAt());
    }

    public synchronized void delete(AccountId id) {
        accounts.remove(id);
        sessions.values().removeIf(running -> running.session.user().equals(id));
    }

    @Override
    public synchronized Optional<List<SessionId>> open(Session session, int limit) {
        if (unchanged(session.user(), session.sessionEpoch()).isEmpty()) {
            return Optional.empty();
        }
        var surplus = sessions.values().stream()
                .filter(running -> running.session.user().equals(session.user()) && running.ended == null)
                .sorted(Comparator.<Running, Instant>comparing(running -> running.lastUsedAt)
                        .reversed())
                .skip(limit - 1)
                .toList();
        surplus.forEach(running -> {
            running.ended = Session.End.LIMIT;
            cutOff(running);
        });
        sessions.put(session.id(), new Running(session));
        return Optional.of(surplus.stream().map(running -> running.session.id()).toList());
    }

    @Override
    public synchronized Optional<Acknowledged> find(SessionId id, Instant now) {
        return Optional.ofNullable(sessions.get(id))
                .filter(running -> running.ended == null && now.isBefore(running.session.absoluteUntil()))
                .flatMap(running -> unchanged(running.session.user(), running.session.sessionEpoch())
                        .map(stored -> new Acknowledged(stored.account, running.generation, running.rotatedAt)));
    }

    @Override
    public synchronized Optional<Acknowledged> acknowledge(SessionId id, int generation, Client client, Instant now) {
        var running = sessions.get(id);
        if (running == null || running.ended != null) {
            return Optional.empty();
        }
        var account = unchanged(running.session.user(), running.session.sessionEpoch());
        if (account.isEmpty() || !now.isBefore(running.session.absoluteUntil())) {
            running.ended = Session.End.CUT_OFF;
            return Optional.empty();
        }
        var before = new Acknowledged(account.get().account, running.generation, running.rotatedAt);
        if (generation > running.generation) {
            running.generation = generation;
            running.rotatedAt = now;
            running.lastUsedAt = now;
            running.client = client;
        }
        return Optional.of(before);
    }

    @Override
    public synchronized List<Listed> list(AccountId user, Instant usedAfter, Instant now) {
        return sessions.values().stream()
                .filter(running -> running.isListed(user, usedAfter, now))
                .sorted(Comparator.<Running, Instant>comparing(running -> running.lastUsedAt)
                        .reversed())
                .map(running -> new Listed(
                        running.session.id(), running.client, running.session.createdAt(), running.lastUsedAt))
                .toList();
    }

    @Override
    public synchronized Optional<AccountId> end(SessionId id, Session.End reason, Instant now) {
        return Optional.ofNullable(sessions.get(id))
                .filter(running -> running.ended == null)
                .map(running -> {
                    running.ended = reason;
                    cutOff(running);
                    return running.session.user();
                });
    }

    @Override
    public synchronized boolean endOwn(AccountId user, SessionId id, Instant usedAfter, Instant now) {
        var running = sessions.get(id);
        return running != null
                && running.isListed(user, usedAfter, now)
                && end(id, Session.End.LOGOUT, now).isPresent();
    }

    @Override
    public synchronized void endReused(AccountEvent.SessionReuseDetected event) {
        var running = sessions.get(event.session());
        if (running != null && running.ended == null) {
            running.ended = Session.End.REUSE;
            tell(event);
            cutOff(running);
        }
    }

    public synchronized List<AccountEvent> events(AccountId id) {
        return told.stream()
                .filter(Told.Event.class::isInstance)
                .map(told -> ((Told.Event) told).event())
                .filter(event -> event.account().id().equals(id))
                .toList();
    }

    /** What the cut-offs about the account name, oldest first: {@code epoch 1} or {@code sid} and the session. */
    public synchronized List<String> cutoffs(AccountId id) {
        return told.stream()
                .filter(Told.Cutoff.class::isInstance)
                .map(Told.Cutoff.class::cast)
                .filter(cutoff -> cutoff.user().equals(id))
                .map(Told.Cutoff::what)
                .toList();
    }

    /** How a session ended; empty while it lives, and when it is unknown. */
    public synchronized Optional<Session.End> ended(SessionId id) {
        return Optional.ofNullable(sessions.get(id)).map(running -> running.ended);
    }

    @Override
    public synchronized long count(Filter filter) {
        return found(filter).count();
    }

    private Stream<Account> found(Filter filter) {
        return accounts.values().stream()
                .map(stored -> stored.account)
                .filter(account -> filter.email() == null
                        || account.email()
                                .given()
                                .toLowerCase(Locale.ROOT)
                                .contains(filter.email().toLowerCase(Locale.ROOT)))
                .filter(account -> filter.status() == null || account.status() == filter.status());
    }

    @Override
    public synchronized Slice list(Filter filter, PageRequest page, Optional<Place> after) {
        var order = order(page.sort());
        var rest = found(filter)
                .filter(account -> after.map(place -> order.compare(Place.of(account), place) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(Place::of, order))
                .skip(after.isPresent() ? 0 : page.offset())
                .limit(page.size() + 1L)
                .toList();
        return new Slice(rest.subList(0, Math.min(rest.size(), page.size())), rest.size() <= page.size());
    }

    private static Comparator<Place> order(List<PageRequest.Order> sort) {
        var orders = sort.isEmpty() ? List.of(new PageRequest.Order("created_at", false)) : sort;
        Comparator<Place> order = Comparator.comparingInt(any -> 0);
        for (var by : orders) {
            Comparator<Place> next = by.field().equals("email")
                    ? Comparator.comparing(Place::emailKey)
                    : Comparator.comparing(Place::createdAt);
            order = order.thenComparing(by.descending() ? next.reversed() : next);
        }
        Comparator<Place> byId = Comparator.comparing(place -> place.id().toString());
        return order.thenComparing(orders.getFirst().descending() ? byId.reversed() : byId);
    }

    public synchronized int size() {
        return accounts.size();
    }
}
