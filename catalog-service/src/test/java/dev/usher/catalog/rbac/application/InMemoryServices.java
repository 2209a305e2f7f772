package dev.usher.catalog.rbac.application;

import static java.util.Comparator.comparing;

import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.catalog.rbac.domain.Service;
import dev.usher.catalog.rbac.domain.ServiceName;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Services in a map; one lock makes every method atomic. */
final class InMemoryServices implements Services {
    private static final Map<String, Comparator<Service>> BY = Map.of(
            "name", comparing(InMemoryServices::key),
            "created_at", comparing(service -> service.audit().createdAt()),
            "updated_at", comparing(service -> service.audit().updatedAt()));

    private final Map<UUID, Service> stored = new HashMap<>();

    @Override
    public synchronized boolean add(Service service) {
        return !taken(service) && stored.put(service.id(), service) == null;
    }

    @Override
    public synchronized Optional<Service> find(UUID id) {
        return Optional.ofNullable(stored.get(id));
    }

    @Override
    public synchronized Page<Service> list(Optional<String> nameContains, PageRequest page) {
        var found = stored.values().stream()
                .filter(service -> key(service).contains(ServiceName.key(nameContains.orElse(""))))
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
    public synchronized Edit edit(UUID id, LongPredicate expected, UnaryOperator<Service> edit) {
        var service = stored.get(id);
        if (service == null) {
            return new Edit.Missing();
        }
        if (!expected.test(service.version())) {
            return new Edit.Stale();
        }
        var edited = edit.apply(service);
        if (taken(edited)) {
            return new Edit.NameTaken();
        }
        stored.put(id, edited);
        return new Edit.Done(edited);
    }

    @Override
    public synchronized Removal remove(UUID id, LongPredicate expected) {
        var service = stored.get(id);
        if (service == null) {
            return Removal.MISSING;
        }
        if (!expected.test(service.version())) {
            return Removal.STALE;
        }
        stored.remove(id);
        return Removal.DONE;
    }

    private boolean taken(Service wanted) {
        return stored.values().stream()
                .anyMatch(other -> !other.id().equals(wanted.id()) && key(other).equals(key(wanted)));
    }

    private static String key(Service service) {
        return service.text().name().key();
    }

    private static Comparator<Service> by(PageRequest.Order order) {
        var ascending = Objects.requireNonNull(BY.get(order.field()));
        return order.descending() ? ascending.reversed() : ascending;
    }

    private static Comparator<Service> order(PageRequest page) {
        Comparator<Service> last = comparing(service -> service.id().toString());
        return page.sort().reversed().stream()
                .map(InMemoryServices::by)
                .reduce(last, (later, earlier) -> earlier.thenComparing(later));
    }
}
