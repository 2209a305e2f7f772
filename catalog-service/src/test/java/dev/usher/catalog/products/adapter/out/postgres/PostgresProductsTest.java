package dev.usher.catalog.products.adapter.out.postgres;

import static dev.usher.catalog.products.domain.TestProducts.ADA;
import static dev.usher.catalog.products.domain.TestProducts.NOW;
import static dev.usher.catalog.products.domain.TestProducts.move;
import static dev.usher.catalog.products.domain.TestProducts.offer;
import static dev.usher.catalog.products.domain.TestProducts.rename;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.products.application.ProductsContract;
import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Filter;
import dev.usher.catalog.products.domain.Money;
import dev.usher.catalog.products.domain.Offer;
import dev.usher.catalog.products.domain.Product;
import dev.usher.kernel.value.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresProductsTest extends ProductsContract {
    private final CatalogApp app = CatalogApp.running();

    @Override
    protected Products products() {
        return app.bean(Products.class);
    }

    @Test
    void what_the_database_keeps_count_of_is_what_is_there() throws Exception {
        var other = UUID.randomUUID().toString();
        var work = new ArrayList<Callable<Boolean>>();
        for (var count = 0; count < 40; count++) {
            var product = Product.of(offer("Lamp " + count, category, "1", "EUR"), ADA.id(), NOW);
            var turn = count % 4;
            work.add(() -> {
                products().add(product);
                if (turn == 0) {
                    products().remove(product.id(), stored -> true, version -> true);
                } else if (turn == 1) {
                    products()
                            .edit(
                                    product.id(),
                                    stored -> true,
                                    version -> true,
                                    stored -> stored.edit(move(other, "5", "SEK"), ADA.id(), NOW));
                } else if (turn == 2) {
                    products()
                            .edit(
                                    product.id(),
                                    stored -> true,
                                    version -> true,
                                    stored -> stored.edit(rename("Lantern"), ADA.id(), NOW));
                }
                return true;
            });
        }

        all(work);

        assertThat(products().count(inCategory(category))).isEqualTo(20);
        assertThat(products().count(inCategory(other))).isEqualTo(10);
        app.database(statement -> {
            try (var wrong = statement.executeQuery("""
                    with counted (facet, value, products) as (
                        select 'all', '', count(*) from product
                        union all select 'category', category, count(*) from product group by category
                        union all select 'currency', currency, count(*) from product group by currency
                        union all select 'seller', cast(seller_id as text), count(*) from product group by seller_id),
                    kept as (select facet, value, sum(products) as products from product_count group by facet, value)
                    select * from counted full join kept using (facet, value)
                     where coalesce(counted.products, 0) <> coalesce(kept.products, 0)""")) {
                assertThat(wrong.next()).isFalse();
            }
        });
    }

    private static Filter inCategory(String category) {
        return new Filter(category, null, null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lamp | Desk lamp,Red-hot lamp",
                "LAMP desk | Desk lamp",
                "\"desk lamp\" | Desk lamp",
                "\"lamp desk\" |",
                "lamp -desk | Red-hot lamp",
                "desk or hot | Desk lamp,Red-hot lamp",
                "red-hot | Red-hot lamp",
                "lam |",
                "% |",
                "_esk |",
                "desk% | Desk lamp"
            })
    void words_are_searched_as_in_a_search_engine(String words, @Nullable String names) {
        for (var name : List.of("Desk lamp", "Red-hot lamp")) {
            products().add(Product.of(offer(name, category, "1", "EUR"), ADA.id(), NOW));
        }

        var expected = names == null ? List.<String>of() : List.of(names.split(","));
        assertThat(found(words)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<String> found(String words) {
        return products()
                .list(
                        new Filter(category, null, null, null, null, words),
                        new PageRequest(0, 10, List.of()),
                        Optional.empty())
                .products()
                .stream()
                .map(product -> product.offer().name())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "\"",
                "\\",
                "&",
                "|",
                "!",
                "<->",
                ":*",
                "a:*",
                "a & ",
                "((((",
                "))",
                "' or 1=1 --",
                "or",
                "or or",
                "-",
                "- - -",
                "--a",
                "\"\"",
                "\"a",
                "a\tb",
                "%",
                "_",
                "?",
                "?1",
                "{}",
                "$1",
                ":id",
                "\\x00",
                "😀",
                "ﷺ",
                "İ"
            })
    void no_text_breaks_the_search(String words) {
        for (var text : List.of(words, words.repeat(200 / words.length()), "-" + words, words + "\"" + words)) {
            assertThatCode(() -> found(text)).doesNotThrowAnyException();
            assertThatCode(() -> products().count(new Filter(category, null, null, null, null, text)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void no_mixture_breaks_the_search() {
        var parts = List.of(
                "-", " ", "\"", "'", "(", ")", "!", "&", "|", "<->", ":*", "\\", "a", "b1", "or", "%", "_", "é", "😀");
        var random = new Random(4711);
        for (var turn = 0; turn < 500; turn++) {
            var text = new StringBuilder();
            while (text.length() < 200) {
                text.append(parts.get(random.nextInt(turn < 250 ? parts.size() : 3)));
            }
            assertThatCode(() -> found(text.toString())).as(text.toString()).doesNotThrowAnyException();
        }
    }

    @Test
    void a_product_as_large_as_it_may_be_is_stored() {
        var emoji = "😀";
        var description = "w".repeat(2500) + " " + "\u0661 ".repeat(1249);
        var large = new Offer(
                emoji.repeat(200),
                description,
                category,
                Money.of(new Money.Draft("999999999999.9999", "CLF")),
                Integer.MAX_VALUE);
        var product = Product.of(large, ADA.id(), NOW);

        assertThat(products().add(product)).isTrue();
        assertThat(products().find(product.id())).contains(product);
    }
}
