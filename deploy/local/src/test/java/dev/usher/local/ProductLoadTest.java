package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.local.ServiceEnvironment.BootstrapAdmin;
import dev.usher.local.dataset.DataSet;
import dev.usher.local.dataset.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks the API, for what the real one does only on bad days. */
class ProductLoadTest {
    private static final int PRODUCTS = 10;
    private static final int ALL = PRODUCTS * (1 + DataSet.IMAGES);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final DataSet data = new DataSet(1, PRODUCTS);
    private ShopServer shop;

    @BeforeEach
    void start() throws IOException {
        shop = new ShopServer();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private boolean load() {
        var admin = new BootstrapAdmin("admin@example.com", "seven green lanterns");
        return new ProductLoad(shop.address(), admin, "eleven amber lanterns", data).run(out, false);
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /** Every product once, with its five images in their order. */
    private void everythingIsThereOnce() {
        assertThat(shop.items())
                .extracting(item -> item.json().path("name").asText())
                .containsExactlyInAnyOrderElementsOf(
                        data.products().stream().map(Product::name).toList());
        assertThat(data.products()).allSatisfy(product -> {
            var files = item(product).files();
            assertThat(files).hasSize(DataSet.IMAGES);
            for (var i = 0; i < DataSet.IMAGES; i++) {
                assertThat(files.get(i)).isEqualTo(data.image(product, i).bytes());
            }
        });
    }

    private ShopServer.Item item(Product product) {
        return shop.items().stream()
                .filter(item -> item.json().path("name").asText().equals(product.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everything_gets_in_sold_by_people_who_may() {
        assertThat(load()).isTrue();
        everythingIsThereOnce();
        assertThat(shop.writes()).isEqualTo(ALL);
        assertThat(shop.sellers()).hasSize(5);
        assertThat(shop.items())
                .extracting(item -> item.json().path("seller_id").asText())
                .isSubsetOf(shop.sellers());
        assertThat(output()).contains("Loaded 10 products and 50 images", "100 %  products 10/10  images 50/50");
    }

    @Test
    void a_product_says_what_it_is_and_costs() {
        assertThat(load()).isTrue();
        var first = data.products().getFirst();
        var seen = item(first).json();
        assertThat(seen.path("description").textValue()).isEqualTo(first.description());
        assertThat(seen.path("category").textValue()).isEqualTo(first.category());
        assertThat(seen.path("stock").intValue()).isEqualTo(first.stock());
        assertThat(seen.at("/price/amount").textValue()).isEqualTo(first.amount());
        assertThat(seen.at("/price/currency").textValue()).isEqualTo(first.currency());
    }

    @Test
    void a_second_load_has_nothing_to_do() {
        assertThat(load()).isTrue();
        assertThat(load()).isTrue();
        assertThat(shop.writes()).isEqualTo(ALL);
        assertThat(output()).contains("Loaded 0 products and 0 images", "10 and 50 were there");
    }

    @Test
    void what_was_interrupted_is_finished_by_the_next_one() {
        shop.trouble(write -> write > 37 ? 422 : 201);
        assertThat(load()).isFalse();
        assertThat(output()).contains("The products are not all there.", "refused-422");
        shop.trouble(write -> 201);
        assertThat(load()).isTrue();
        everythingIsThereOnce();
    }

    @Test
    void who_does_not_answer_is_asked_what_was_done() {
        shop.trouble(write -> write % 7 == 0 ? ShopServer.CUT : 201);
        assertThat(load()).isTrue();
        everythingIsThereOnce();
        assertThat(shop.writes()).isEqualTo(ALL);
    }

    @Test
    void who_is_full_or_down_is_asked_again() {
        shop.trouble(write -> write % 5 == 0 ? 503 : 201);
        assertThat(load()).isTrue();
        everythingIsThereOnce();
    }

    @Test
    void the_role_may_take_a_moment_to_be_known() {
        var refusals = new AtomicInteger(8);
        shop.trouble(write -> refusals.getAndDecrement() > 0 ? 403 : 201);
        assertThat(load()).isTrue();
        everythingIsThereOnce();
    }
}
