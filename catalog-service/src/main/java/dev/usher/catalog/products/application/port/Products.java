package dev.usher.catalog.products.application.port;

import dev.usher.catalog.products.domain.Product;
import dev.usher.kernel.value.PageRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The products. Every method is one atomic change, visible to others entirely or not at all. The files of an
 * image are there before its product names it, and go after it does no more. Conditions are asked of the
 * stored product, first whether the change is allowed and then whether its version is the expected one, before anything
 * is changed.
 */
public interface Products {
    /** What {@link #list} can sort by. Names go by code points; a price by its amount and then its currency. */
    Set<String> SORTS = Set.of("name", "price", "created_at");

    /** To where {@link #count} counts, and how many products {@link #list} passes over, when it has to look at each. */
    long MOST_COUNTED = 100_000;

    /** False when the seller's account has been erased; then nothing is stored. */
    boolean add(Product product);

    Optional<Product> find(UUID id);

    /** Edits the stored product while nobody else can; when the edit gives the same version, nothing is stored. */
    Change edit(UUID id, Predicate<Product> allowed, LongPredicate expected, UnaryOperator<Product> edit);

    Change remove(UUID id, Predicate<Product> allowed, LongPredicate expected);

    /** Removes all that the seller offers, whose account is gone for good: nothing of theirs is added any more. */
    void removeAllOf(UUID seller);

    /**
     * One page, sorted as asked, without a wish by {@code created_at}, and then by id in the direction of the first field,
     * so that an order is never left to chance. Some orders are kept ({@link Filter#isKept}): in these a page by number may
     * begin at any depth; in others that costs more than a caller should wait for, behind {@link #MOST_COUNTED} products.
     *
     * @param after where the page before ended; then the number of the page does not count, and neither does its depth
     */
    Slice list(Filter filter, PageRequest page, Optional<Place> after);

    /**
     * How many there are. Exact for all products and for those of one category, one seller or one currency, however many
     * they are; exact up to {@link #MOST_COUNTED} for every other filter, and that number where there are more.
     */
    long count(Filter filter);

    /** What cursors of the list are sealed with: 32 random bytes, the same for all replicas, for ever. */
    byte[] cursorKey();

    /**
     * Which products: those that fit every member that is not null.
     *
     * @param currency its code
     * @param minPrice in whatever currency a product has
     * @param words found in name and description, as a search engine understands them
     */
    record Filter(
            @Nullable String category,
            @Nullable UUID sellerId,
            @Nullable String currency,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            @Nullable String words) {
        public static final Filter ALL = new Filter(null, null, null, null, null, null);

        /** Whether this is all products, or those of one category or one seller: their orders by one field are kept. */
        public boolean isKept() {
            return equals(ALL)
                    || equals(new Filter(category, null, null, null, null, null))
                    || equals(new Filter(null, sellerId, null, null, null, null));
        }
    }

    /** Where a product stands in any of the orders. */
    record Place(String name, BigDecimal amount, String currency, Instant createdAt, UUID id) {
        public static Place of(Product product) {
            var price = product.offer().price();
            return new Place(
                    product.offer().name(),
                    price.amount(),
                    price.currency().getCurrencyCode(),
                    product.audit().createdAt(),
                    product.id());
        }
    }

    /** @param isLast whether nothing follows */
    record Slice(List<Product> products, boolean isLast) {
        public Slice {
            products = List.copyOf(products);
        }
    }

    /** What became of an edit or a removal; nothing was changed but in the first case. */
    sealed interface Change {
        /** The product as it stands now, or stood. */
        record Done(Product product) implements Change {}

        record NotAllowed() implements Change {}

        record Stale() implements Change {}

        record Missing() implements Change {}
    }
}
