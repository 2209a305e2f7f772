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
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Services, permissions and roles in PostgreSQL. Writers take turns, so that what they look at first still holds. */
@Singleton
final class PostgresEntries implements Entries {
    private final EntryRows rows;
    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresEntries(EntryRows rows, JdbcOperations jdbc, Transactions transactions) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Addition add(Entry entry) {
        return transactions.write(() -> {
            rows.lock();
            if (isTaken(entry)) {
                return Addition.NAME_TAKEN;
            }
            if (!partsExist(entry)) {
                return Addition.UNKNOWN_PARTS;
            }
            var row = EntryRow.from(entry);
            rows.insert(row);
            rows.addParts(row.id(), row.parts());
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
        return transactions.write(() -> locked(kind, id)
                .map(stored -> expected.test(stored.version()) ? store(stored, edit.apply(stored)) : new Edit.Stale())
                .orElseGet(Edit.Missing::new));
    }

    private Edit store(Entry before, Entry after) {
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
        return new Edit.Done(after);
    }

    @Override
    public Removal remove(Kind kind, UUID id, LongPredicate expected) {
        return remove(kind, id, expected, entry -> {
            var uses = rows.users(id, MOST_USES);
            return uses.isEmpty()
                    ? remove(entry)
                    : new Removal.InUse(uses.stream().map(EntryRow::toUse).toList());
        });
    }

    @Override
    public Removal removeEverywhere(Kind kind, UUID id, LongPredicate expected, UUID by, Instant now) {
        return remove(kind, id, expected, entry -> {
            rows.editUsers(id, by, now);
            rows.removeFromUsers(id);
            return remove(entry);
        });
    }

    private Removal remove(Kind kind, UUID id, LongPredicate expected, Function<Entry, Removal> removal) {
        return transactions.write(() -> {
            var stored = locked(kind, id);
            if (stored.isEmpty()) {
                return new Removal.Missing();
            }
            if (!expected.test(stored.get().version())) {
                return new Removal.Stale();
            }
            return stored.get().isBuiltIn() ? new Removal.BuiltIn() : removal.apply(stored.get());
        });
    }

    private Removal remove(Entry entry) {
        rows.removeParts(entry.id());
        rows.remove(entry.id());
        return new Removal.Done();
    }

    private Optional<Entry> locked(Kind kind, UUID id) {
        rows.lock();
        return find(kind, id);
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
