package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Name;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Services, permissions and roles in PostgreSQL. Writers take turns, so that what they look at first still holds. */
@Singleton
final class PostgresEntries implements Entries {
    private final EntryRows rows;
    private final MemberRows members;
    private final RoleEvents events;
    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresEntries(
            EntryRows rows, MemberRows members, RoleEvents events, JdbcOperations jdbc, Transactions transactions) {
        this.rows = rows;
        this.members = members;
        this.events = events;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Addition add(Entry entry) {
        return transactions.write(() -> {
            var revision = rows.lock();
            if (isTaken(entry)) {
                return Addition.NAME_TAKEN;
            }
            if (!partsExist(entry)) {
                return Addition.UNKNOWN_PARTS;
            }
            var row = EntryRow.from(entry);
            rows.insert(row);
            rows.addParts(row.id(), row.parts());
            events.changed(entry, revision);
            return Addition.DONE;
        });
    }

    @Override
    public Optional<Entry> find(Kind kind, UUID id) {
        return rows.find(kind.label(), id).map(EntryRow::toDomain);
    }

    @Override
    public Page<Entry> list(Kind kind, Filter filter, PageRequest page) {
        return transactions.read(() -> new Page<>(items(kind, filter, page), count(kind, filter)));
    }

    private List<Entry> items(Kind kind, Filter filter, PageRequest page) {
        return jdbc.prepareStatement(EntryListQuery.page(page), select -> {
            bind(select, kind, filter);
            select.setInt(5, page.size());
            select.setLong(6, page.offset());
            try (var found = jdbc.entityStream(select.executeQuery(), EntryRow.class)) {
                return found.map(EntryRow::toDomain).toList();
            }
        });
    }

    private long count(Kind kind, Filter filter) {
        return jdbc.prepareStatement(EntryListQuery.COUNT, select -> {
            bind(select, kind, filter);
            try (var counted = select.executeQuery()) {
                counted.next();
                return counted.getLong(1);
            }
        });
    }

    private static void bind(PreparedStatement select, Kind kind, Filter filter) throws SQLException {
        select.setString(1, kind.label());
        select.setString(2, Name.key(filter.nameContains()));
        select.setObject(3, filter.part());
        select.setObject(4, filter.part());
    }

    @Override
    public Edit edit(Kind kind, UUID id, LongPredicate expected, UnaryOperator<Entry> edit) {
        return transactions.write(() -> {
            var revision = rows.lock();
            var stored = find(kind, id);
            if (stored.isEmpty()) {
                return new Edit.Missing();
            }
            return expected.test(stored.get().version())
                    ? store(stored.get(), edit.apply(stored.get()), revision)
                    : new Edit.Stale();
        });
    }

    private Edit store(Entry before, Entry after, long revision) {
        if (after.version() == before.version()) {
            return new Edit.Done(before);
        }
        if (!before.mayBecome(after)) {
            return new Edit.BuiltIn();
        }
        if (isTaken(after)) {
            return new Edit.NameTaken();
        }
        if (!partsExist(after)) {
            return new Edit.UnknownParts();
        }
        var row = EntryRow.from(after);
        rows.update(row);
        if (!after.content().parts().equals(before.content().parts())) {
            rows.removeParts(row.id());
            rows.addParts(row.id(), row.parts());
        }
        events.edited(before, after, revision);
        return new Edit.Done(after);
    }

    @Override
    public Removal remove(Kind kind, UUID id, LongPredicate expected) {
        return remove(kind, id, expected, (entry, revision) -> {
            var uses = uses(entry);
            if (!uses.isEmpty()) {
                return new Removal.InUse(uses);
            }
            delete(entry);
            events.removed(entry, List.of(), List.of(), revision);
            return new Removal.Done();
        });
    }

    @Override
    public Removal removeEverywhere(Kind kind, UUID id, LongPredicate expected, UUID by, Instant now) {
        return remove(kind, id, expected, (entry, revision) -> {
            var roles =
                    rows.rolesOf(id).stream().filter(role -> !role.equals(id)).toList();
            var users = members.users(id, Integer.MAX_VALUE);
            rows.editUsers(id, by, now);
            rows.removeFromUsers(id);
            members.removeAllOf(id);
            delete(entry);
            events.removed(entry, roles, users, revision);
            return new Removal.Done();
        });
    }

    private Removal remove(Kind kind, UUID id, LongPredicate expected, RemovalOf removal) {
        return transactions.write(() -> {
            var revision = rows.lock();
            var stored = find(kind, id);
            if (stored.isEmpty()) {
                return new Removal.Missing();
            }
            if (!expected.test(stored.get().version())) {
                return new Removal.Stale();
            }
            if (stored.get().isBuiltIn()) {
                return new Removal.BuiltIn();
            }
            // From here on nobody becomes a member.
            rows.lockForRemoval(id);
            return removal.of(stored.get(), revision);
        });
    }

    /** Entries of the level above; of a role, its members. */
    private List<Use> uses(Entry entry) {
        return entry.kind() == Kind.ROLE
                ? members.users(entry.id(), MOST_USES).stream()
                        .map(user -> new Use("member", user, null))
                        .toList()
                : rows.users(entry.id(), MOST_USES).stream()
                        .map(EntryRow::toUse)
                        .toList();
    }

    private void delete(Entry entry) {
        rows.removeParts(entry.id());
        rows.remove(entry.id());
    }

    private interface RemovalOf {
        Removal of(Entry entry, long revision);
    }

    private boolean isTaken(Entry wanted) {
        return rows.countOthers(wanted.kind().label(), wanted.content().name().key(), wanted.id()) > 0;
    }

    private boolean partsExist(Entry wanted) {
        var parts = wanted.content().parts();
        return parts.isEmpty()
                || wanted.kind()
                        .parts()
                        .filter(kind -> rows.countKnown(kind.label(), EntryRow.ids(parts)) == parts.size())
                        .isPresent();
    }
}
