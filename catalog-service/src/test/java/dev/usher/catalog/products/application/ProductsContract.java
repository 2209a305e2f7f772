package dev.usher.catalog.products.application;

import static dev.usher.catalog.products.domain.TestProducts.ADA;
import static dev.usher.catalog.products.domain.TestProducts.BOB;
import static dev.usher.catalog.products.domain.TestProducts.NOW;
import static dev.usher.catalog.products.domain.TestProducts.image;
import static dev.usher.catalog.products.domain.TestProducts.move;
import static dev.usher.catalog.products.domain.TestProducts.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Change;
import dev.usher.catalog.products.application.port.Products.Filter;
import dev.usher.catalog.products.application.port.Products.Place;
import dev.usher.catalog.products.domain.Product;
import dev.usher.catalog.products.domain.ProductImage;
import dev.usher.catalog.products.domain.TestProducts;
import dev.usher.kernel.value.PageRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of products does. Others may use the same store: each test has a category of its own. */
public abstract class ProductsContract {
    protected final String category = UUID.randomUUID().toString();

    protected abstract Products products();

    private Product added(String name, String amount, String currency, int second) {
        return added(name, amount, currency, second, ADA.id());
    }

    private Product added(String name, String amount, String currency, int second, UUID seller) {
        var product = Product.of(offer(name, category, amount, currency), seller, NOW.plusSeconds(second));
        assertThat(products().add(product)).isTrue();
        return product;
    }

    private Change rename(Product product, String name) {
        return products().edit(product.id(), stored -> true, version -> true, stored -> renamed(stored, name));
    }

    private static Product renamed(Product product, String name) {
        return product.edit(TestProducts.rename(name), BOB.id(), NOW);
    }

    private Filter mine() {
        return filter(null, null, null, null, null);
    }

    private Filter filter(
            @Nullable UUID seller,
            @Nullable String currency,
            @Nullable String min,
            @Nullable String max,
            @Nullable String words) {
        return new Filter(
                category,
                seller,
                currency,
                min == null ? null : new BigDecimal(min),
                max == null ? null : new BigDecimal(max),
                words);
    }

    private static PageRequest page(int page, int size, String... sort) {
        return new PageRequest(
                page,
                size,
                Stream.of(sort)
                        .map(field -> field.startsWith("-")
                                ? new PageRequest.Order(field.substring(1), true)
                                : new PageRequest.Order(field, false))
                        .toList());
    }

    private List<String> names(Filter filter, PageRequest page) {
        return products().list(filter, page, Optional.empty()).products().stream()
                .map(product -> product.offer().name())
                .toList();
    }

    @Test
    void what_is_added_is_found_again_whole() {
        var lamp = added("Lamp", "19.99", "EUR", 0);
        var yen = added("Fan", "500", "JPY", 0);

        assertThat(products().find(lamp.id())).contains(lamp);
        assertThat(products().find(yen.id())).contains(yen);
        assertThat(products().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void an_edit_is_stored_with_its_version() {
        var lamp = added("Lamp", "19.99", "EUR", 0);
        var edited = renamed(lamp, "Lantern");

        assertThat(rename(lamp, "Lantern")).isEqualTo(new Change.Done(edited));
        assertThat(products().find(lamp.id())).contains(edited);
        assertThat(rename(lamp, "Lantern")).isEqualTo(new Change.Done(edited));
    }

    @Test
    void what_is_not_allowed_or_stale_changes_nothing() {
        var lamp = added("Lamp", "19.99", "EUR", 0);
        var id = lamp.id();

        assertThat(products().edit(id, stored -> false, version -> false, stored -> renamed(stored, "x")))
                .isEqualTo(new Change.NotAllowed());
        assertThat(products().edit(id, stored -> true, version -> version != 1, stored -> renamed(stored, "x")))
                .isEqualTo(new Change.Stale());
        assertThat(products().remove(id, stored -> !stored.equals(lamp), version -> true))
                .isEqualTo(new Change.NotAllowed());
        assertThat(products().remove(id, stored -> true, version -> false)).isEqualTo(new Change.Stale());
        assertThat(products().find(id)).contains(lamp);
    }

    @Test
    void what_is_removed_is_gone() {
        var lamp = added("Lamp", "19.99", "EUR", 0);

        assertThat(products().remove(lamp.id(), stored -> true, version -> true))
                .isEqualTo(new Change.Done(lamp));

        assertThat(products().find(lamp.id())).isEmpty();
        assertThat(products().remove(lamp.id(), stored -> true, version -> true))
                .isEqualTo(new Change.Missing());
        assertThat(rename(lamp, "Lantern")).isEqualTo(new Change.Missing());
        assertThat(products().count(mine())).isZero();
    }

    private Change addImage(Product product, ProductImage image) {
        return products()
                .edit(
                        product.id(),
                        stored -> true,
                        version -> true,
                        stored -> stored.isFull() ? stored : stored.withImage(image, BOB.id(), NOW));
    }

    @Test
    void images_come_and_go_with_the_product_and_are_in_every_list() {
        var lamp = added("Lamp", "19.99", "EUR", 0);
        var fan = added("Fan", "5", "EUR", 1);
        var first = image(1);
        var second = image(2);
        addImage(lamp, first);
        addImage(lamp, second);
        addImage(fan, image(3));

        var stored = products().find(lamp.id()).orElseThrow();
        assertThat(stored.images()).containsExactly(first, second);
        assertThat(stored.version()).isEqualTo(3);
        assertThat(stored.audit().updatedBy()).isEqualTo(BOB.id());
        assertThat(products().list(mine(), page(0, 10), Optional.empty()).products())
                .containsExactly(stored, products().find(fan.id()).orElseThrow());

        products()
                .edit(
                        lamp.id(),
                        product -> true,
                        version -> true,
                        product -> product.withoutImage(first.id(), BOB.id(), NOW));
        rename(lamp, "Lantern");

        assertThat(products().find(lamp.id()).orElseThrow().images()).containsExactly(second);
        products().remove(lamp.id(), product -> true, version -> true);
        assertThat(products().find(fan.id()).orElseThrow().images()).hasSize(1);
    }

    @Test
    void of_many_images_at_once_a_product_gets_ten() throws Exception {
        var lamp = added("Lamp", "19.99", "EUR", 0);
        var work = new ArrayList<Callable<Change>>();
        for (var count = 0; count < 20; count++) {
            var image = image(count);
            work.add(() -> addImage(lamp, image));
        }

        all(work);

        assertThat(products().find(lamp.id()).orElseThrow().images()).hasSize(10);
    }

    @Test
    void I_12_no_edit_of_many_at_once_is_lost() throws Exception {
        var lamp = added("Lamp", "19.99", "EUR", 0);
        var work = new ArrayList<Callable<Change>>();
        for (var count = 0; count < 20; count++) {
            var name = "Lamp " + count;
            work.add(() -> rename(lamp, name));
        }

        all(work);

        assertThat(products().find(lamp.id()).orElseThrow().version()).isEqualTo(21);
    }

    @Test
    void of_many_edits_of_one_version_exactly_one_wins() throws Exception {
        var lamp = added("Lamp", "19.99", "EUR", 0);
        var work = new ArrayList<Callable<Change>>();
        for (var count = 0; count < 20; count++) {
            var name = "Lamp " + count;
            work.add(() -> products()
                    .edit(lamp.id(), stored -> true, version -> version == 1, stored -> renamed(stored, name)));
        }

        assertThat(all(work)).filteredOn(Change.Done.class::isInstance).hasSize(1);
    }

    @Test
    void a_list_holds_what_fits_all_filters() {
        added("Red lamp", "10", "EUR", 0);
        added("Blue lamp", "20", "EUR", 1);
        added("Green chair", "30", "USD", 2);

        assertThat(names(mine(), page(0, 10))).containsExactly("Red lamp", "Blue lamp", "Green chair");
        assertThat(names(filter(null, "EUR", null, null, null), page(0, 10))).containsExactly("Red lamp", "Blue lamp");
        assertThat(names(filter(null, null, "20", null, null), page(0, 10)))
                .containsExactly("Blue lamp", "Green chair");
        assertThat(names(filter(null, null, "10.01", "29.99", null), page(0, 10)))
                .containsExactly("Blue lamp");
        assertThat(names(filter(null, null, null, "10", null), page(0, 10))).containsExactly("Red lamp");
        assertThat(names(filter(null, null, null, null, "lamp"), page(0, 10))).containsExactly("Red lamp", "Blue lamp");
        assertThat(names(filter(null, null, null, null, "LAMP red"), page(0, 10)))
                .containsExactly("Red lamp");
        assertThat(names(filter(ADA.id(), "USD", "1", "100", "chair"), page(0, 10)))
                .containsExactly("Green chair");
        assertThat(names(filter(BOB.id(), null, null, null, null), page(0, 10))).isEmpty();
    }

    @Test
    void a_count_is_of_what_fits_all_filters() {
        var seller = UUID.randomUUID();
        added("Red lamp", "10", "EUR", 0, seller);
        added("Blue lamp", "20", "EUR", 1);
        var chair = added("Green chair", "30", "XCG", 2);

        assertThat(products().count(mine())).isEqualTo(3);
        assertThat(products().count(filter(null, "EUR", null, null, null))).isEqualTo(2);
        assertThat(products().count(filter(null, null, "10.01", "29", null))).isEqualTo(1);
        assertThat(products().count(filter(null, "EUR", null, null, "lamp"))).isEqualTo(2);
        assertThat(products().count(new Filter(null, seller, null, null, null, null)))
                .isEqualTo(1);
        var all = products().count(Filter.ALL);
        assertThat(all).isGreaterThanOrEqualTo(3);
        assertThat(products().count(new Filter(null, null, "XCG", null, null, null)))
                .isBetween(1L, all);

        products()
                .edit(
                        chair.id(),
                        stored -> true,
                        version -> true,
                        stored -> stored.edit(move("else", "1", "EUR"), BOB.id(), NOW));

        assertThat(products().count(mine())).isEqualTo(2);
    }

    @Test
    void a_list_is_sorted_as_asked() {
        added("b", "10", "EUR", 0);
        added("a", "20", "USD", 1);
        added("B", "20", "EUR", 2);
        added("\uFB01", "5", "EUR", 3);
        added("😀", "5", "EUR", 4);

        assertThat(names(mine(), page(0, 10, "name"))).containsExactly("B", "a", "b", "\uFB01", "😀");
        assertThat(names(mine(), page(0, 10, "-created_at"))).containsExactly("😀", "\uFB01", "B", "a", "b");
        assertThat(names(mine(), page(0, 10, "price", "-name"))).containsExactly("😀", "\uFB01", "b", "B", "a");
        assertThat(names(mine(), page(0, 10, "-price", "name"))).containsExactly("a", "B", "b", "\uFB01", "😀");
        assertThat(names(mine(), page(1, 3, "created_at"))).containsExactly("\uFB01", "😀");
        assertThat(names(mine(), page(7, 3, "created_at"))).isEmpty();
        assertThat(names(mine(), page(PageRequest.MAX_PAGE, 100))).isEmpty();
    }

    @Test
    void the_last_page_says_that_it_is_the_last() {
        added("a", "1", "EUR", 0);
        added("b", "1", "EUR", 1);

        assertThat(products().list(mine(), page(0, 1), Optional.empty()).isLast())
                .isFalse();
        assertThat(products().list(mine(), page(1, 1), Optional.empty()).isLast())
                .isTrue();
        assertThat(products().list(mine(), page(0, 2), Optional.empty()).isLast())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "-name",
                "price",
                "-price",
                "created_at",
                "-created_at",
                "name,-created_at",
                "-price,name",
                "price,-name,created_at",
                "-name,-price,-created_at",
                "created_at,price,-name"
            })
    void a_walk_by_places_shows_every_product_once(String sort) {
        var random = new Random(4711);
        for (var count = 0; count < 60; count++) {
            var currency = random.nextBoolean() ? "EUR" : "USD";
            added("name " + random.nextInt(6), String.valueOf(random.nextInt(5)), currency, random.nextInt(8));
        }
        var fields = sort.isEmpty() ? new String[0] : sort.split(",");
        var whole =
                products().list(mine(), page(0, 100, fields), Optional.empty()).products();

        assertThat(walk(page(0, 7, fields))).isEqualTo(whole).hasSize(60);
    }

    private List<Product> walk(PageRequest page) {
        var seen = new ArrayList<Product>();
        var after = Optional.<Place>empty();
        while (true) {
            var slice = products().list(mine(), page, after);
            seen.addAll(slice.products());
            if (slice.isLast()) {
                return seen;
            }
            after = Optional.of(Place.of(slice.products().getLast()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-price", "name,-price"})
    void a_walk_misses_and_repeats_nothing_while_others_add_and_remove(String sort) throws Exception {
        var staying = new HashSet<UUID>();
        var going = new ArrayList<Product>();
        for (var count = 0; count < 300; count++) {
            var product = added("name " + count % 7, String.valueOf(count % 5), "EUR", count);
            if (count % 3 == 0) {
                going.add(product);
            } else {
                staying.add(product.id());
            }
        }
        var done = new AtomicBoolean();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var others = pool.submit(() -> {
                for (var count = 0; !done.get() && count < 2000; count++) {
                    added("name " + count % 7, String.valueOf(count % 5), "EUR", count % 300);
                    if (count < going.size()) {
                        products().remove(going.get(count).id(), stored -> true, version -> true);
                    }
                }
            });
            var seen = walk(page(0, 9, sort.split(",")));
            done.set(true);
            others.get();

            assertThat(seen).extracting(Product::id).doesNotHaveDuplicates().containsAll(staying);
        }
    }

    @Test
    void a_seller_who_is_gone_has_no_products_and_gets_none() {
        var seller = UUID.randomUUID();
        added("a", "1", "EUR", 0, seller);
        added("b", "1", "EUR", 1, seller);
        added("c", "1", "EUR", 2);

        products().removeAllOf(seller);
        products().removeAllOf(seller);

        assertThat(names(mine(), page(0, 10))).containsExactly("c");
        assertThat(products().count(new Filter(null, seller, null, null, null, null)))
                .isZero();
        assertThat(products().add(Product.of(offer("d", category, "1", "EUR"), seller, NOW)))
                .isFalse();
        assertThat(products().count(mine())).isEqualTo(1);
    }

    @Test
    void of_additions_and_the_end_of_their_seller_at_once_nothing_is_left() throws Exception {
        var seller = UUID.randomUUID();
        var work = new ArrayList<Callable<Boolean>>();
        for (var count = 0; count < 20; count++) {
            var product = Product.of(offer("Lamp " + count, category, "1", "EUR"), seller, NOW);
            work.add(() -> products().add(product));
        }
        work.add(10, () -> {
            products().removeAllOf(seller);
            return true;
        });

        all(work);

        assertThat(names(filter(seller, null, null, null, null), page(0, 100))).isEmpty();
    }

    protected static <T> List<T> all(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
