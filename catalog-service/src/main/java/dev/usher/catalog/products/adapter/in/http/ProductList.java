package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Filter;
import dev.usher.catalog.products.application.port.Products.Place;
import dev.usher.catalog.products.domain.Currencies;
import dev.usher.catalog.products.domain.Money;
import dev.usher.catalog.products.domain.Offer;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.PageRequest;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import dev.usher.kernel.web.CursorPageBody;
import dev.usher.kernel.web.CursorSeal;
import dev.usher.kernel.web.ListQuery;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Answers lists of products, by page or by cursor. */
@Singleton
final class ProductList {
    private static final Set<String> FILTERS =
            Set.of("category", "seller_id", "currency", "min_price", "max_price", "q");

    private final Products products;

    ProductList(Products products) {
        this.products = products;
    }

    CursorPageBody<ProductJson> page(HttpRequest<?> request) {
        var seal = new CursorSeal(products.cursorKey());
        var query = ListQuery.of(request, Products.SORTS, FILTERS, seal);
        var filter = filter(query);
        var total = query.total().orElseGet(() -> products.count(filter));
        if (query.position().isEmpty() && isTooDeep(filter, query.page(), total)) {
            throw new InvalidValue("page", "too_deep", "is too deep in this list; a cursor leads on from any page");
        }
        var slice = products.list(filter, query.page(), query.position().map(ProductList::place));
        var next = slice.isLast()
                ? null
                : query.next(position(Place.of(slice.products().getLast())), total, seal);
        return new CursorPageBody<>(
                slice.products().stream().map(ProductJson::from).toList(),
                query.page().page(),
                query.page().size(),
                total,
                next);
    }

    /** Only where there may be something so deep: behind the end of a list there is an empty page. */
    static boolean isTooDeep(Filter filter, PageRequest page, long total) {
        var isKept = filter.isKept() && page.sort().size() <= 1;
        return !isKept && total >= Products.MOST_COUNTED && page.offset() > Products.MOST_COUNTED;
    }

    /** @throws InvalidValue that names every filter that cannot stand */
    private static Filter filter(ListQuery query) {
        var check = new Violations();
        var category = filter(check, query, "category", text -> Offer.category("category", text));
        var seller = filter(check, query, "seller_id", ProductList::seller);
        var currency = filter(check, query, "currency", text -> Currencies.of("currency", text));
        var min = filter(check, query, "min_price", text -> Money.decimal("min_price", text));
        var max = filter(check, query, "max_price", text -> Money.decimal("max_price", text));
        var words = filter(check, query, "q", text -> Text.line("q", text, 1, 200));
        check.orThrow();
        return new Filter(
                category.get().orElse(null),
                seller.get().orElse(null),
                currency.get().map(known -> known.getCurrencyCode()).orElse(null),
                min.get().orElse(null),
                max.get().orElse(null),
                words.get().orElse(null));
    }

    private static <T> Violations.Parsed<Optional<T>> filter(
            Violations check, ListQuery query, String name, Function<String, T> parse) {
        return check.value(() -> query.filter(name).map(parse));
    }

    private static UUID seller(String text) {
        return Ids.parse(text).orElseThrow(() -> new InvalidValue("seller_id", "invalid", "must be an id"));
    }

    private static List<String> position(Place place) {
        return List.of(
                place.name(),
                place.amount().toPlainString(),
                place.currency(),
                place.createdAt().toString(),
                place.id().toString());
    }

    private static Place place(List<String> position) {
        return new Place(
                position.get(0),
                new BigDecimal(position.get(1)),
                position.get(2),
                Instant.parse(position.get(3)),
                UUID.fromString(position.get(4)));
    }
}
