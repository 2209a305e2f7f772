package dev.usher.catalog.products.adapter.in.kafka;

import static dev.usher.catalog.CatalogApp.NOW;
import static dev.usher.catalog.products.domain.TestProducts.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.products.application.ForgetSeller;
import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.domain.Product;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.testing.Topics;
import dev.usher.kernel.testing.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SellerDeletionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CatalogApp app = CatalogApp.running();
    private final Products products = app.bean(Products.class);
    private final UUID seller = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final String category = UUID.randomUUID().toString();

    private Product added(UUID seller) {
        var product = Product.of(offer("Lamp", category, "1", "EUR"), seller, NOW);
        assertThat(products.add(product)).isTrue();
        return product;
    }

    private boolean mayStillSell() {
        return products.add(Product.of(offer("Late", category, "1", "EUR"), seller, NOW));
    }

    @Test
    void by_default_products_outlive_their_seller_and_no_more_are_added() {
        var product = added(seller);

        Topics.publish("user:deleted", UUID.randomUUID(), seller.toString(), data(seller));

        await().atMost(LIMIT).until(() -> !mayStillSell());
        assertThat(products.find(product.id())).contains(product);
        assertThat(Traces.of(app.database(), seller.toString()))
                .isSubsetOf(
                        "outbox.key",
                        "product.seller_id",
                        "product.created_by",
                        "product.updated_by",
                        "product_count.value");
    }

    @Test
    void where_that_is_the_setting_products_go_with_their_seller() throws Unreadable {
        var handler = new SellerDeletionHandler(new ForgetSeller(products, true));
        var product = added(seller);
        var stays = added(other);

        for (var time = 0; time < 2; time++) {
            handler.handle(event(data(seller)));
        }

        assertThat(products.find(product.id())).isEmpty();
        assertThat(products.find(stays.id())).contains(stays);
        assertThat(mayStillSell()).isFalse();
        assertThat(Traces.of(app.database(), seller.toString())).isEmpty();
    }

    @Test
    void a_seller_of_thousands_goes_at_once() throws Unreadable {
        app.execute("""
                insert into product (id, seller_id, name, category, amount, currency, stock, version,
                                     created_at, updated_at, created_by, updated_by)
                select gen_random_uuid(), '%1$s', 'n', '%2$s', 1, 'EUR', 1, 1, now(), now(), '%1$s', '%1$s'
                  from generate_series(1, 2500)""".formatted(seller, category));

        new SellerDeletionHandler(new ForgetSeller(products, true)).handle(event(data(seller)));

        assertThat(products.count(new Products.Filter(category, null, null, null, null, null)))
                .isZero();
    }

    @Test
    void an_event_of_nobody_cannot_be_read() {
        var handler = new SellerDeletionHandler(new ForgetSeller(products, true));

        assertThatThrownBy(() -> handler.handle(event("{}")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("user_id is required");
    }

    private static String data(UUID user) {
        return "{\"user_id\": \"%s\", \"email\": \"a.b.c.d.e\"}".formatted(user);
    }

    private Event event(String data) {
        var id = UUID.randomUUID();
        return new Event(
                id,
                "user:deleted",
                "/auth-service",
                seller.toString(),
                NOW,
                null,
                data.getBytes(StandardCharsets.UTF_8));
    }
}
