package dev.usher.catalog.products.application;

import static java.util.Comparator.comparing;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.domain.Product;
import dev.usher.kernel.value.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Products in a map; one lock makes every method atomic. */
final class InMemoryProducts implements Products {
    /** Code points sort as their UTF-8 does, which is not always as Java's characters do. */
    private static final Comparator<String> BY_CODE_POINTS =
            comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final Map<String, Comparator<Place>> BY = Map.of(
            "name", comparing(Place::name, BY_CODE_POINTS),
            "price", comparing(Place::amount).thenComparing(Place::currency),
            "created_at", comparing(Place::createdAt));

    private final Map<UUID, Product> stored = new HashMap<>();
    private final Set<UUID> erased = new HashSet<>();

    @Override
    public synchronized boolean add(Product product) {
        if (erased.contains(product.sellerId())) {
            return false;
        }
        stored.put(product.id(), product);
        return true;
    }

    @Override
    public synchronized Optional<Product> find(UUID id) {
        return Optional.ofNullable(stored.get(id));
    }

    @Override
    public synchronized Change edit(
            UUID id, Predicate<Product> allowed, LongPredicate expected, UnaryOperator<Product> edit) {
        return change(id, allowed, expected, product -> {
            var edited = edit.apply(product);
            stored.put(id, edited);
            return edited;
        });
    }

    @Override
    public synchronized Change remove(UUID id, Predicate<Product> allowed, LongPredicate expected) {
        return change(id, allowed, expected, product -> {
            stored.remove(id);
            return product;
        });
    }

    private Change change(UUID id, Predicate<Product> allowed, LongPredicate expected, UnaryOperator<Product> change) {
        var product = stored.get(id);
        if (product == null) {
            return new Change.Missing();
        }
        if (!allowed.test(product)) {
            return new Change.NotAllowed();
        }
        return expected.test(product.version()) ? new Change.Done(change.apply(product)) : new Change.Stale();
    }

    @Override
    public synchronized void removeAllOf(UUID seller) {
        erased.add(seller);
        stored.values().removeIf(product -> product.sellerId().equals(seller));
    }

    @Override
    public synchronized Slice list(Filter filter, PageRequest page, Optional<Place> after) {
        var order = order(page);
        var rest = stored.values().stream()
                .filter(product -> fits(filter, product))
                .sorted(comparing(Place::of, order))
                .filter(product -> after.isEmpty() || order.compare(Place.of(product), after.get()) > 0)
                .skip(after.isEmpty() ? page.offset() : 0)
                .toList();
        return new Slice(rest.stream().limit(page.size()).toList(), rest.size() <= page.size());
    }

    @Override
    public synchronized long count(Filter filter) {
        return stored.values().stream().filter(product -> fits(filter, product)).count();
    }

    @Override
    public byte[] cursorKey() {
        return new byte[32];
    }

    private static Comparator<Place> order(PageRequest page) {
        var orders = new ArrayList<>(page.sort());
        if (orders.isEmpty()) {
            orders.add(new PageRequest.Order("created_at", false));
        }
        var result = orders.stream()
                .map(InMemoryProducts::comparator)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        Comparator<Place> byId = comparing(place -> place.id().toString());
        return result.thenComparing(orders.getFirst().descending() ? byId.reversed() : byId);
    }

    private static Comparator<Place> comparator(PageRequest.Order order) {
        var ascending = Objects.requireNonNull(BY.get(order.field()));
        return order.descending() ? ascending.reversed() : ascending;
    }

    private static boolean fits(Filter filter, Product product) {
        var offer = product.offer();
        var price = offer.price();
        return (filter.category() == null || filter.category().equals(offer.category()))
                && (filter.sellerId() == null || filter.sellerId().equals(product.sellerId()))
                && (filter.currency() == null
                        || filter.currency().equals(price.currency().getCurrencyCode()))
                && (filter.minPrice() == null || price.amount().compareTo(filter.minPrice()) >= 0)
                && (filter.maxPrice() == null || price.amount().compareTo(filter.maxPrice()) <= 0)
                && (filter.words() == null
                        || words(offer.name() + " " + offer.description()).containsAll(words(filter.words())));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.toLowerCase(Locale.ROOT).split("\\W+")));
    }
}
