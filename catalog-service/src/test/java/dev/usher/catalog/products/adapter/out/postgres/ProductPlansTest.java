package dev.usher.catalog.products.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.products.application.port.Products.Filter;
import dev.usher.kernel.value.PageRequest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists cost what the page costs, and hardly more for what comes before it: told by what PostgreSQL says that it read. */
class ProductPlansTest {
    private static final int ROWS = 40_000;
    private static final int SIZE = 20;

    private static final ProductTable TABLE = table();

    private static ProductTable table() {
        try {
            return new ProductTable();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @BeforeAll
    static void fill() throws SQLException {
        TABLE.grow(ROWS);
    }

    @AfterAll
    static void close() throws SQLException {
        TABLE.close();
    }

    private static PageRequest page(int page, String sort) {
        var orders = Stream.of(sort.split(",", -1))
                .map(field -> new PageRequest.Order(field.replace("-", ""), field.startsWith("-")))
                .toList();
        return new PageRequest(page, SIZE, orders);
    }

    private static Filter filter(@Nullable String category, int seller) {
        return new Filter(category, seller < 0 ? null : ProductTable.seller(seller), null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "name, , -1, product_by_name",
        "-name, , -1, product_by_name",
        "price, , -1, product_by_price",
        "-price, , -1, product_by_price",
        "created_at, , -1, product_by_age",
        "-created_at, , -1, product_by_age",
        "name, category 7, -1, product_category_by_name",
        "-price, category 7, -1, product_category_by_price",
        "created_at, category 7, -1, product_category_by_age",
        "-name, , 11, product_seller_by_name",
        "price, , 11, product_seller_by_price",
        "-created_at, , 11, product_seller_by_age"
    })
    void a_page_is_where_an_index_says(String sort, @Nullable String category, int seller, String index)
            throws SQLException {
        var filter = filter(category, seller);
        // The last page but one or two, of 40, 2000 or 40 000 products.
        var deep = seller >= 0 ? 0 : (category == null ? ROWS : ROWS / 20) / SIZE - 2;

        var byNumber = TABLE.explain(ProductListQuery.page(filter, page(deep, sort), Optional.empty()));
        assertThat(byNumber.all().filter(part -> part.index().equals(index)))
                .as(byNumber.toString())
                .singleElement()
                .satisfies(scan -> {
                    // What is passed over is never looked up in the table.
                    assertThat(scan.type()).isEqualTo("Index Only Scan");
                    assertThat(scan.node().path("Heap Fetches").asInt()).isZero();
                    assertThat(scan.read()).isEqualTo((deep + 1) * SIZE + 1.0);
                });
        assertThat(byNumber.has("Seq Scan")).as(byNumber.toString()).isFalse();

        var place = TABLE.run(ProductListQuery.page(filter, page(deep, sort), Optional.empty()));
        var byCursor = TABLE.explain(ProductListQuery.page(filter, page(0, sort), place));
        assertThat(byCursor.all().map(ProductTable.Plan::index))
                .as(byCursor.toString())
                .contains(index);
        assertThat(byCursor.most()).as(byCursor.toString()).isBetween(1.0, SIZE + 1.0);
    }

    /** Those that are level in the first field are sorted, and no others: 2000 prices in 3 currencies here. */
    @ParameterizedTest
    @ValueSource(strings = {"price,name", "-price,created_at", "price,-name", "name,-price", "created_at,price,name"})
    void several_fields_sort_what_is_level_in_the_first(String sort) throws SQLException {
        var place = TABLE.run(ProductListQuery.page(Filter.ALL, page(300, sort), Optional.empty()));

        var plan = TABLE.explain(ProductListQuery.page(Filter.ALL, page(0, sort), place));

        assertThat(plan.has("Seq Scan")).as(plan.toString()).isFalse();
        assertThat(plan.most()).as(plan.toString()).isLessThan(300);
    }

    @Test
    void rare_words_are_found_by_the_index_of_words() throws SQLException {
        var plan = TABLE.explain(ProductListQuery.page(words("amber"), page(0, "name"), Optional.empty()));

        assertThat(plan.all().map(ProductTable.Plan::index)).as(plan.toString()).contains("product_words");
        assertThat(plan.most()).as(plan.toString()).isLessThanOrEqualTo(ROWS / 1000.0);
    }

    @Test
    void common_words_are_met_on_the_way() throws SQLException {
        var plan = TABLE.explain(ProductListQuery.page(words("wood"), page(0, "-created_at"), Optional.empty()));

        assertThat(plan.most()).as(plan.toString()).isLessThanOrEqualTo(SIZE + 1.0);
    }

    private static Filter words(String words) {
        return new Filter(null, null, null, null, null, words);
    }

    @Test
    void a_price_range_in_a_currency_is_a_part_of_an_index() throws SQLException {
        var filter = new Filter(null, null, "EUR", new BigDecimal("400"), new BigDecimal("401"), null);

        var page = TABLE.explain(ProductListQuery.page(filter, page(0, "price"), Optional.empty()));
        assertThat(page.all().map(ProductTable.Plan::index)).as(page.toString()).contains("product_currency_by_price");
        assertThat(page.most()).as(page.toString()).isLessThanOrEqualTo(SIZE + 1.0);
        var count = TABLE.explain(ProductListQuery.count(filter));
        assertThat(count.has("Index Only Scan")).as(count.toString()).isTrue();
        assertThat(count.has("Seq Scan")).as(count.toString()).isFalse();
    }

    @Test
    void what_is_asked_often_is_not_counted_but_looked_up() throws SQLException {
        for (var filter : List.of(
                Filter.ALL,
                filter("category 7", -1),
                filter(null, 11),
                new Filter(null, null, "EUR", null, null, null))) {
            var plan = TABLE.explain(ProductListQuery.count(filter));

            assertThat(plan.toString()).contains("product_count_pkey").doesNotContain("Seq Scan");
            assertThat(plan.most()).as(plan.toString()).isLessThanOrEqualTo(16);
        }
        assertThat(TABLE.count(ProductListQuery.count(Filter.ALL))).isEqualTo(ROWS);
        assertThat(TABLE.count(ProductListQuery.count(filter("category 7", -1))))
                .isEqualTo(ROWS / 20);
    }
}
