package dev.usher.catalog.products.adapter.out.postgres;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.kernel.value.PageRequest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements behind a list of products. Composed of the fragments that stand here and nothing else; every value is a
 * parameter.
 */
final class ProductListQuery {
    private static final Pattern LONE_MINUS = Pattern.compile("-(?![\\p{L}\\p{N}])");

    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();
    private String joint = " where ";

    private ProductListQuery(String beginning) {
        this.sql = new StringBuilder(beginning);
    }

    /** What the database keeps count of is looked up; the rest is counted, to where it is worth it. */
    static ProductListQuery count(Products.Filter filter) {
        return Facet.of(filter).map(ProductListQuery::kept).orElseGet(() -> {
            var query = new ProductListQuery("select count(*) from (select 1 from product");
            query.filter(filter);
            query.sql.append(" limit ?) counted");
            query.parameters.add(Products.MOST_COUNTED);
            return query;
        });
    }

    private static ProductListQuery kept(Facet facet) {
        var query = new ProductListQuery("select coalesce(sum(products), 0) from product_count");
        query.where("facet = ?", facet.name);
        query.where("value = ?", facet.value);
        return query;
    }

    /**
     * One row more than the page has, which tells whether it is the last. What a page by number passes over is passed over
     * in an index, without a look at the products.
     */
    static ProductListQuery page(Products.Filter filter, PageRequest page, Optional<Products.Place> after) {
        var order = Key.order(page.sort());
        var query = new ProductListQuery("""
                select product.id, seller_id, product.name, description, category, product.amount, product.currency,
                       stock, version, product.created_at, updated_at, created_by, updated_by
                  from (select\s""");
        query.sql.append(columns(order)).append(" from product");
        query.filter(filter);
        after.ifPresent(place -> query.behind(order, place));
        query.sql.append(" order by ").append(orderBy("", order)).append(" limit ? offset ?) page");
        query.parameters.add(page.size() + 1);
        query.parameters.add(after.isPresent() ? 0 : page.offset());
        query.sql.append(" join product on product.id = page.id order by ").append(orderBy("page.", order));
        return query;
    }

    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (var index = 0; index < parameters.size(); index++) {
            statement.setObject(index + 1, parameters.get(index));
        }
    }

    private void filter(Products.Filter filter) {
        where("category = ?", filter.category());
        where("seller_id = ?", filter.sellerId());
        where("currency = ?", filter.currency());
        where("amount >= ?", filter.minPrice());
        where("amount <= ?", filter.maxPrice());
        where("words @@ websearch_to_tsquery('simple', ?)", words(filter.words()));
    }

    /** The function takes any text but one thing: it breaks at a row of minuses with nothing to negate. */
    private static @Nullable String words(@Nullable String text) {
        return text == null ? null : LONE_MINUS.matcher(text).replaceAll(" ");
    }

    private void where(String condition, @Nullable Object value) {
        if (value != null) {
            where(condition, List.of(value));
        }
    }

    private void where(String condition, List<Object> values) {
        sql.append(joint).append(condition);
        joint = " and ";
        parameters.addAll(values);
    }

    /** As many keys as go in one direction bound the index; the rest decides among those that are level in these. */
    private void behind(List<Key> order, Products.Place place) {
        var descending = order.getFirst().descending;
        var bound =
                order.stream().takeWhile(key -> key.descending == descending).toList();
        var isAll = bound.size() == order.size();
        var sign = (descending ? " <" : " >") + (isAll ? " " : "= ");
        var marks = bound.stream().map(key -> "?").collect(Collectors.joining(", "));
        where("(" + columns(bound) + ")" + sign + "(" + marks + ")", values(bound, place));
        if (!isAll) {
            var values = new ArrayList<>();
            var cases = new ArrayList<String>();
            for (var index = 0; index < order.size(); index++) {
                var level = order.subList(0, index).stream().map(key -> key.column + " = ? and ");
                var key = order.get(index);
                cases.add(
                        "(" + level.collect(Collectors.joining()) + key.column + (key.descending ? " < ?)" : " > ?)"));
                values.addAll(values(order.subList(0, index + 1), place));
            }
            where("(" + String.join(" or ", cases) + ")", values);
        }
    }

    private static List<Object> values(List<Key> keys, Products.Place place) {
        return keys.stream().map(key -> key.of(place)).toList();
    }

    private static String columns(List<Key> keys) {
        return keys.stream().map(Key::column).collect(Collectors.joining(", "));
    }

    private static String orderBy(String table, List<Key> keys) {
        return keys.stream()
                .map(key -> table + key.column + (key.descending ? " desc" : ""))
                .collect(Collectors.joining(", "));
    }

    /** A column that the list is sorted by. */
    private record Key(String column, boolean descending) {
        /** In the end by id, in the direction of the first, so that one walk through an index gives both. */
        static List<Key> order(List<PageRequest.Order> sort) {
            var wished = sort.isEmpty() ? List.of(new PageRequest.Order("created_at", false)) : sort;
            var last = new Key("id", wished.getFirst().descending());
            return Stream.concat(wished.stream().flatMap(Key::of), Stream.of(last))
                    .toList();
        }

        private static Stream<Key> of(PageRequest.Order order) {
            var columns = switch (order.field()) {
                case "name" -> Stream.of("name");
                case "price" -> Stream.of("amount", "currency");
                case "created_at" -> Stream.of("created_at");
                default -> throw new IllegalArgumentException("not a published sort field");
            };
            return columns.map(column -> new Key(column, order.descending()));
        }

        Object of(Products.Place place) {
            return switch (column) {
                case "name" -> place.name();
                case "amount" -> place.amount();
                case "currency" -> place.currency();
                case "created_at" -> place.createdAt().atOffset(ZoneOffset.UTC);
                default -> place.id();
            };
        }
    }

    /** What the database keeps count of: all products, and those of one category, seller or currency. */
    private record Facet(String name, String value) {
        static Optional<Facet> of(Products.Filter filter) {
            var given = Stream.of(
                            of("category", filter.category()),
                            of("seller", filter.sellerId()),
                            of("currency", filter.currency()),
                            of("price", filter.minPrice()),
                            of("price", filter.maxPrice()),
                            of("words", filter.words()))
                    .flatMap(Optional::stream)
                    .toList();
            if (given.isEmpty()) {
                return Optional.of(new Facet("all", ""));
            }
            return Optional.of(given.getFirst()).filter(facet -> given.size() == 1 && facet.isKept());
        }

        private static Optional<Facet> of(String name, @Nullable Object value) {
            return Optional.ofNullable(value).map(text -> new Facet(name, text.toString()));
        }

        private boolean isKept() {
            return !name.equals("price") && !name.equals("words");
        }
    }
}
