package dev.usher.catalog.products.adapter.out.postgres;

import static dev.usher.catalog.products.domain.TestProducts.ADA;
import static dev.usher.catalog.products.domain.TestProducts.BOB;
import static dev.usher.catalog.products.domain.TestProducts.NOW;
import static dev.usher.catalog.products.domain.TestProducts.image;
import static dev.usher.catalog.products.domain.TestProducts.move;
import static dev.usher.catalog.products.domain.TestProducts.offer;
import static dev.usher.catalog.products.domain.TestProducts.rename;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.products.application.ProductsContract;
import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Filter;
import dev.usher.catalog.products.application.port.Products.Place;
import dev.usher.catalog.products.domain.Money;
import dev.usher.catalog.products.domain.Offer;
import dev.usher.catalog.products.domain.Product;
import dev.usher.kernel.object.Content;
import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.value.PageRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
    void the_files_of_images_go_with_them_with_their_product_and_with_its_seller() {
        var seller = UUID.randomUUID();
        var kept = withImage(ADA.id());
        var gone = List.of(withImage(seller), withImage(ADA.id()), withImage(ADA.id()));

        products().removeAllOf(seller);
        products().remove(gone.get(1).id(), stored -> true, version -> true);
        products()
                .edit(
                        gone.get(2).id(),
                        stored -> true,
                        version -> true,
                        stored -> stored.withoutImage(stored.images().getFirst().id(), ADA.id(), NOW));

        for (var product : gone) {
            await().until(() -> files(product).noneMatch(this::isStored));
        }
        assertThat(files(kept)).allMatch(this::isStored);
    }

    private Product withImage(UUID seller) {
        var product = Product.of(offer("Lamp", category, "1", "EUR"), seller, NOW);
        products().add(product);
        var image = image(0);
        for (var key : image.files()) {
            app.bean(ObjectStorage.class).put(new ObjectKey(key), "image/png", Content.of(new byte[] {1}));
        }
        products().edit(product.id(), stored -> true, version -> true, stored -> stored.withImage(image, seller, NOW));
        return products().find(product.id()).orElseThrow();
    }

    private static Stream<ObjectKey> files(Product product) {
        return product.images().stream()
                .flatMap(image -> image.files().stream())
                .map(ObjectKey::new);
    }

    private boolean isStored(ObjectKey key) {
        try (var found = app.bean(ObjectStorage.class).get(key).orElse(null)) {
            return found != null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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

    /** Ten thousand that stay, among as many that come and go while they are read. */
    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-price", "name,-price"})
    void a_walk_through_ten_thousand_misses_and_repeats_nothing(String sort) throws Exception {
        app.execute("""
                insert into product (id, seller_id, name, category, amount, currency, stock, version,
                                     created_at, updated_at, created_by, updated_by)
                select gen_random_uuid(), '%1$s', 'name ' || n %% 500, '%2$s', n %% 700, 'EUR', 1, 1,
                       timestamptz '2026-01-01' + n %% 5000 * interval '1 second', now(), '%1$s', '%1$s'
                  from generate_series(1, 10000) n""".formatted(ADA.id(), category));
        var staying = walk(sort);
        assertThat(staying).hasSize(10_000).doesNotHaveDuplicates();
        var done = new AtomicBoolean();
        var coming = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(3)) {
            var others = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 3; thread++) {
                others.add(pool.submit(() -> {
                    while (!done.get()) {
                        var turn = coming.incrementAndGet();
                        var price = String.valueOf(turn * 31 % 700);
                        var product = Product.of(
                                offer("name " + turn * 17 % 500, category, price, "EUR"),
                                BOB.id(),
                                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(turn * 101 % 5000));
                        products().add(product);
                        if (turn % 3 > 0) {
                            products().remove(product.id(), stored -> true, version -> true);
                        }
                    }
                }));
            }
            var seen = walk(sort);
            done.set(true);
            for (var other : others) {
                other.get();
            }

            assertThat(coming).hasValueGreaterThan(100);
            assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
        }
    }

    private List<UUID> walk(String sort) {
        var order = Stream.of(sort.split(",", -1))
                .map(field -> new PageRequest.Order(field.replace("-", ""), field.startsWith("-")))
                .toList();
        var seen = new ArrayList<UUID>();
        var after = Optional.<Place>empty();
        while (true) {
            var slice = products().list(inCategory(category), new PageRequest(0, 100, order), after);
            slice.products().forEach(product -> seen.add(product.id()));
            if (slice.isLast()) {
                return seen;
            }
            after = Optional.of(Place.of(slice.products().getLast()));
        }
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
