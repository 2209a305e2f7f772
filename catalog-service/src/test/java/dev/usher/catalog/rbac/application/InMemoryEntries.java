package dev.usher.catalog.rbac.application;

import static java.util.Comparator.comparing;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Audit;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Name;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Entries in a map; one lock makes every method atomic. */
final class InMemoryEntries implements Entries {
    private static final Map<String, Comparator<Entry>> BY = Map.of(
            "name", comparing(InMemoryEntries::key),
            "created_at", comparing(entry -> entry.audit().createdAt()),
            "updated_at", comparing(entry -> entry.audit().updatedAt()));

    private final Map<UUID, Entry> stored = new HashMap<>();

    @Override
    public synchronized Addition add(Entry entry) {
        if (taken(entry)) {
            return Addition.NAME_TAKEN;
        }
        if (!partsExist(entry)) {
            return Addition.UNKNOWN_PARTS;
        }
        stored.put(entry.id(), entry);
        return Addition.DONE;
    }

    @Override
    public synchronized Optional<Entry> find(Kind kind, UUID id) {
        return Optional.ofNullable(stored.get(id)).filter(entry -> entry.kind() == kind);
    }

    synchronized void forgetMaker(UUID user) {
        stored.replaceAll((_, entry) -> {
            var audit = entry.audit();
            var createdBy = user.equals(audit.createdBy()) ? null : audit.createdBy();
            var updatedBy = user.equals(audit.updatedBy()) ? null : audit.updatedBy();
            return new Entry(
                    entry.kind(),
                    entry.id(),
                    entry.content(),
                    entry.version(),
                    new Audit(audit.createdAt(), audit.updatedAt(), createdBy, updatedBy));
        });
    }

    @Override
    public synchronized Page<Entry> list(Kind kind, Filter filter, PageRequest page) {
        var found = stored.values().stream()
                .filter(entry -> entry.kind() == kind)
                .filter(entry -> key(entry).contains(Name.key(filter.nameContains())))
                .filter(entry ->
                        filter.part() == null || entry.content().parts().contains(filter.part()))
                .toList();
        return new Page<>(
                found.stream()
                        .sorted(order(page))
                        .skip(page.offset())
                        .limit(page.size())
                        .toList(),
                found.size());
    }

    @Override
    public synchronized Edit edit(Kind kind, UUID id, LongPredicate expected, UnaryOperator<Entry> edit) {
        var entry = find(kind, id);
        if (entry.isEmpty()) {
            return new Edit.Missing();
        }
        if (!expected.test(entry.get().version())) {
            return new Edit.Stale();
        }
        var edited = edit.apply(entry.get());
        if (!entry.get().mayBecome(edited)) {
            return new Edit.BuiltIn();
        }
        if (taken(edited)) {
            return new Edit.NameTaken();
        }
        if (!partsExist(edited)) {
            return new Edit.UnknownParts();
        }
        stored.put(id, edited);
        return new Edit.Done(edited);
    }

    @Override
    public synchronized Removal remove(Kind kind, UUID id, LongPredicate expected) {
        var uses = users(id).stream()
                .sorted(comparing(InMemoryEntries::key))
                .limit(MOST_USES)
                .map(user -> new Use(
                        user.kind().label(), user.id(), user.content().name().value()))
                .toList();
        var refusal = refusal(kind, id, expected);
        return refusal.orElseGet(() -> uses.isEmpty() ? removed(id) : new Removal.InUse(uses));
    }

    @Override
    public synchronized Removal removeEverywhere(Kind kind, UUID id, LongPredicate expected, UUID by, Instant now) {
        return refusal(kind, id, expected).orElseGet(() -> {
            users(id).forEach(user -> stored.put(user.id(), user.without(id, by, now)));
            return removed(id);
        });
    }

    private Optional<Removal> refusal(Kind kind, UUID id, LongPredicate expected) {
        var entry = find(kind, id);
        if (entry.isEmpty()) {
            return Optional.of(new Removal.Missing());
        }
        if (!expected.test(entry.get().version())) {
            return Optional.of(new Removal.Stale());
        }
        return entry.get().isBuiltIn() ? Optional.of(new Removal.BuiltIn()) : Optional.empty();
    }

    private Removal removed(UUID id) {
        stored.remove(id);
        return new Removal.Done();
    }

    private List<Entry> users(UUID part) {
        return stored.values().stream()
                .filter(entry -> entry.content().parts().contains(part))
                .toList();
    }

    private boolean taken(Entry wanted) {
        return stored.values().stream()
                .anyMatch(other -> other.kind() == wanted.kind()
                        && !other.id().equals(wanted.id())
                        && key(other).equals(key(wanted)));
    }

    private boolean partsExist(Entry wanted) {
        return wanted.content().parts().stream()
                .allMatch(part ->
                        wanted.kind().parts().flatMap(kind -> find(kind, part)).isPresent());
    }

    private static String key(Entry entry) {
        return entry.content().name().key();
    }

    private static Comparator<Entry> by(PageRequest.Order order) {
        var ascending = Objects.requireNonNull(BY.get(order.field()));
        return order.descending() ? ascending.reversed() : ascending;
    }

    private static Comparator<Entry> order(PageRequest page) {
        Comparator<Entry> last = comparing(entry -> entry.id().toString());
        return page.sort().reversed().stream()
                .map(InMemoryEntries::by)
                .reduce(last, (later, earlier) -> earlier.thenComparing(later));
    }
}
