package dev.usher.catalog.products.adapter.out.postgres;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.domain.Product;
import dev.usher.catalog.products.domain.ProductImage;
import dev.usher.kernel.event.ErasedUsers;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.upload.StoredFiles;
import dev.usher.kernel.value.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The products in PostgreSQL. The lock of a row decides the order of its changes. */
@Singleton
final class PostgresProducts implements Products {
    private static final int AT_ONCE = 1000;
    private static final int MOST_DISCARDED = 10_000;

    private final ProductRows rows;
    private final ImageRows images;
    private final StoredFiles files;
    private final ErasedUsers erased;
    private final JdbcOperations jdbc;
    private final Transactions transactions;
    private volatile byte @Nullable [] cursorKey;

    PostgresProducts(
            ProductRows rows,
            ImageRows images,
            StoredFiles files,
            ErasedUsers erased,
            JdbcOperations jdbc,
            Transactions transactions) {
        this.rows = rows;
        this.images = images;
        this.files = files;
        this.erased = erased;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public boolean add(Product product) {
        return transactions.write(() -> {
            if (erased.contains(product.sellerId())) {
                return false;
            }
            rows.insert(ProductRow.from(product));
            return true;
        });
    }

    @Override
    public Optional<Product> find(UUID id) {
        return rows.find(id).map(this::whole);
    }

    @Override
    public Change edit(UUID id, Predicate<Product> allowed, LongPredicate expected, UnaryOperator<Product> edit) {
        return change(id, allowed, expected, stored -> {
            var edited = edit.apply(stored);
            if (edited.version() != stored.version()) {
                rows.update(ProductRow.from(edited));
                moveImages(stored, edited);
            }
            return edited;
        });
    }

    @Override
    public Change remove(UUID id, Predicate<Product> allowed, LongPredicate expected) {
        return change(id, allowed, expected, stored -> {
            rows.remove(id);
            discard(stored.images());
            return stored;
        });
    }

    /** Files of new images are stored already; those of old ones go once nothing points to them. */
    private void moveImages(Product before, Product after) {
        for (var image : without(after.images(), before.images())) {
            files.claim(image.files());
            images.insert(ImageRow.from(after.id(), image));
        }
        var gone = without(before.images(), after.images());
        gone.forEach(image -> images.remove(image.id()));
        discard(gone);
    }

    private static List<ProductImage> without(List<ProductImage> some, List<ProductImage> others) {
        return some.stream().filter(image -> !others.contains(image)).toList();
    }

    private void discard(List<ProductImage> gone) {
        if (!gone.isEmpty()) {
            var keys = gone.stream().flatMap(image -> image.files().stream()).toList();
            transactions.afterCommit(() -> files.discard(keys));
        }
    }

    private Change change(
            UUID id, Predicate<Product> allowed, LongPredicate expected, Function<Product, Product> change) {
        return transactions.write(() -> {
            var stored = rows.lock(id).map(this::whole);
            if (stored.isEmpty()) {
                return new Change.Missing();
            }
            if (!allowed.test(stored.get())) {
                return new Change.NotAllowed();
            }
            return expected.test(stored.get().version())
                    ? new Change.Done(change.apply(stored.get()))
                    : new Change.Stale();
        });
    }

    @Override
    public void removeAllOf(UUID seller) {
        transactions.write(() -> {
            erased.add(seller);
            // What is beyond that is collected later.
            discard(images.ofSeller(seller, MOST_DISCARDED).stream()
                    .map(ImageRow::toDomain)
                    .toList());
            var removed = AT_ONCE;
            while (removed == AT_ONCE) {
                removed = rows.removeSomeOf(seller, AT_ONCE);
            }
            rows.uncount(seller);
        });
    }

    @Override
    public Slice list(Filter filter, PageRequest page, Optional<Place> after) {
        return transactions.read(() -> {
            var found = rows(ProductListQuery.page(filter, page, after));
            var shown = found.subList(0, Math.min(found.size(), page.size()));
            return new Slice(whole(shown), found.size() <= page.size());
        });
    }

    private List<ProductRow> rows(ProductListQuery query) {
        return jdbc.prepareStatement(query.sql(), select -> {
            query.bind(select);
            try (var found = jdbc.entityStream(select.executeQuery(), ProductRow.class)) {
                return found.toList();
            }
        });
    }

    @Override
    public long count(Filter filter) {
        var query = ProductListQuery.count(filter);
        return transactions.read(() -> jdbc.prepareStatement(query.sql(), select -> {
            query.bind(select);
            try (var counted = select.executeQuery()) {
                counted.next();
                return counted.getLong(1);
            }
        }));
    }

    @Override
    public byte[] cursorKey() {
        var key = cursorKey;
        if (key == null) {
            key = readCursorKey();
            cursorKey = key;
        }
        return key.clone();
    }

    private byte[] readCursorKey() {
        return transactions.read(() -> jdbc.prepareStatement("select key from cursor_key", select -> {
            try (var found = select.executeQuery()) {
                found.next();
                return found.getBytes(1);
            }
        }));
    }

    private Product whole(ProductRow row) {
        return whole(List.of(row)).getFirst();
    }

    /** The products with their images, which one statement finds. */
    private List<Product> whole(List<ProductRow> products) {
        var found = products.isEmpty()
                ? List.<ImageRow>of()
                : images.ofProducts(products.stream().map(ProductRow::id).toList());
        var byProduct = found.stream()
                .collect(Collectors.groupingBy(
                        ImageRow::productId, Collectors.mapping(ImageRow::toDomain, Collectors.toList())));
        return products.stream()
                .map(row -> row.toDomain(byProduct.getOrDefault(row.id(), List.of())))
                .toList();
    }
}
