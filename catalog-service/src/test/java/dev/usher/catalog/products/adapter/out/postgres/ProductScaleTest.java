package dev.usher.catalog.products.adapter.out.postgres;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Filter;
import dev.usher.catalog.products.application.port.Products.Place;
import dev.usher.kernel.value.PageRequest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints how long the first and the last page of a list take, and its count, with 1000, 100 000 and 1 000 000 products, and
 * how PostgreSQL goes about it. It asserts nothing, needs minutes and a quiet machine, and has a command of its own
 * (CONTRIBUTING.md).
 */
@Tag("scale")
class ProductScaleTest {
    private static final int SIZE = 20;
    private static final int RUNS = 9;
    private static final double NANOS_A_MILLI = 1e6;

    private static final Map<String, Filter> FILTERS = filters();

    private static Map<String, Filter> filters() {
        var filters = new LinkedHashMap<String, Filter>();
        filters.put("all", Filter.ALL);
        filters.put("category", new Filter("category 7", null, null, null, null, null));
        filters.put("seller", new Filter(null, ProductTable.seller(11), null, null, null, null));
        filters.put("currency", new Filter(null, null, "EUR", null, null, null));
        filters.put("price range", new Filter(null, null, null, new BigDecimal("100"), new BigDecimal("200"), null));
        filters.put(
                "category, currency, price",
                new Filter("category 7", null, "EUR", new BigDecimal("100"), new BigDecimal("200"), null));
        filters.put("rare word", new Filter(null, null, null, null, null, "amber"));
        filters.put("common word", new Filter(null, null, null, null, null, "wood"));
        return filters;
    }

    @Test
    void pages_and_counts_at_three_sizes() throws SQLException {
        try (var table = new ProductTable()) {
            for (var rows : List.of(1_000, 100_000, 1_000_000)) {
                table.grow(rows);
                print("%n%d products; milliseconds, median of %d", rows, RUNS);
                print("%-28s %-20s %8s %8s %8s", "filter", "sort", "first", "by page", "by cursor");
                for (var sort : List.of("name", "-price", "created_at", "price,-name")) {
                    measure(table, "all", Filter.ALL, rows, sort);
                }
                for (var filter : FILTERS.entrySet()) {
                    measure(table, filter.getKey(), filter.getValue(), rows, "-created_at");
                }
                measure(table, "category", new Filter("category 7", null, null, null, null, null), rows, "price");
                print("%-28s %8s %8s", "count", "ms", "total");
                for (var filter : FILTERS.entrySet()) {
                    var query = ProductListQuery.count(filter.getValue());
                    print(
                            "%-28s %8.2f %8d   %s",
                            filter.getKey(), time(() -> table.count(query)), table.count(query), table.explain(query));
                }
            }
        }
    }

    private static void measure(ProductTable table, String name, Filter filter, int rows, String sort)
            throws SQLException {
        var total = table.count(ProductListQuery.count(filter));
        var isKept = filter.isKept() && !sort.contains(",");
        var deepest = (int) ((isKept ? total : Math.min(total, Products.MOST_COUNTED)) / SIZE) - 2;
        var first = query(filter, 0, sort, Optional.empty());
        var deep = query(filter, Math.max(0, deepest), sort, Optional.empty());
        var place = table.run(deep);
        var cursor = query(filter, 0, sort, place);
        print(
                "%-28s %-20s %8.2f %8.2f %8.2f",
                name, sort, time(() -> table.run(first)), time(() -> table.run(deep)), time(() -> table.run(cursor)));
        if (rows >= 1_000_000) {
            print(
                    "  first     %s%n  by page   %s%n  by cursor %s",
                    table.explain(first), table.explain(deep), table.explain(cursor));
        }
    }

    private static ProductListQuery query(Filter filter, int page, String sort, Optional<Place> after) {
        var orders = Stream.of(sort.split(",", -1))
                .map(field -> new PageRequest.Order(field.replace("-", ""), field.startsWith("-")))
                .toList();
        return ProductListQuery.page(filter, new PageRequest(page, SIZE, orders), after);
    }

    @FunctionalInterface
    private interface Work {
        Object run() throws SQLException;
    }

    private static double time(Work work) throws SQLException {
        var nanos = LongStream.builder();
        for (var run = 0; run < RUNS; run++) {
            var start = System.nanoTime();
            work.run();
            nanos.add(System.nanoTime() - start);
        }
        return nanos.build().sorted().skip(RUNS / 2).findFirst().orElseThrow() / NANOS_A_MILLI;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
