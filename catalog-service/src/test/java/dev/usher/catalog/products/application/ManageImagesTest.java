package dev.usher.catalog.products.application;

import static dev.usher.catalog.products.domain.TestProducts.ADA;
import static dev.usher.catalog.products.domain.TestProducts.BOB;
import static dev.usher.catalog.products.domain.TestProducts.CUSTOMER;
import static dev.usher.catalog.products.domain.TestProducts.NOW;
import static dev.usher.catalog.products.domain.TestProducts.ROOT;
import static dev.usher.catalog.products.domain.TestProducts.image;
import static dev.usher.catalog.products.domain.TestProducts.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.products.application.ManageImages.Result;
import dev.usher.catalog.products.domain.Product;
import dev.usher.catalog.products.domain.ProductImage;
import dev.usher.kernel.testing.MutableClock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ManageImagesTest {
    private final InMemoryProducts products = new InMemoryProducts();
    private final ManageImages manage = new ManageImages(products, MutableClock.at(NOW.plusSeconds(60)));
    private final Product lamp = product();
    private int uploads;

    ManageImagesTest() {
        products.add(lamp);
    }

    private ProductImage upload() {
        return image(uploads++);
    }

    private Product stored() {
        return products.find(lamp.id()).orElseThrow();
    }

    @Test
    void its_seller_and_who_writes_all_may_add_and_remove() {
        for (var actor : List.of(ADA, ROOT)) {
            var added = (Result.Done) manage.addImage(lamp.id(), actor, this::upload);
            assertThat(stored().images()).containsExactly(added.image());
            assertThat(stored().audit().updatedBy()).isEqualTo(actor.id());
            assertThat(stored().audit().updatedAt()).isEqualTo(NOW.plusSeconds(60));

            assertThat(manage.removeImage(lamp.id(), added.image().id(), image -> true, actor))
                    .isEqualTo(added);
            assertThat(stored().images()).isEmpty();
        }
        assertThat(stored().version()).isEqualTo(5);
    }

    @Test
    void an_upload_that_is_not_wanted_is_not_read() {
        for (var actor : List.of(BOB, CUSTOMER)) {
            assertThat(manage.addImage(lamp.id(), actor, this::upload)).isEqualTo(new Result.NotAllowed());
            assertThat(manage.removeImage(lamp.id(), UUID.randomUUID(), image -> true, actor))
                    .isEqualTo(new Result.NotAllowed());
        }
        assertThat(manage.addImage(UUID.randomUUID(), BOB, this::upload)).isEqualTo(new Result.Missing());
        assertThat(manage.addImage(UUID.randomUUID(), CUSTOMER, this::upload)).isEqualTo(new Result.NotAllowed());
        assertThat(uploads).isZero();
        assertThat(stored()).isEqualTo(lamp);
    }

    @Test
    void a_full_product_takes_no_more() {
        for (var count = 0; count < 10; count++) {
            assertThat(manage.addImage(lamp.id(), ADA, this::upload)).isInstanceOf(Result.Done.class);
        }

        assertThat(manage.addImage(lamp.id(), ADA, this::upload)).isEqualTo(new Result.Full());
        assertThat(uploads).isEqualTo(10);
    }

    @Test
    void what_fills_or_goes_during_the_upload_is_noticed() {
        assertThat(manage.addImage(lamp.id(), ADA, () -> {
                    for (var count = 0; count < 10; count++) {
                        manage.addImage(lamp.id(), ADA, this::upload);
                    }
                    return upload();
                }))
                .isEqualTo(new Result.Full());
        assertThat(stored().images()).hasSize(10);
        var first = stored().images().getFirst();
        manage.removeImage(lamp.id(), first.id(), image -> true, ADA);

        assertThat(manage.addImage(lamp.id(), ADA, () -> {
                    products.remove(lamp.id(), stored -> true, version -> true);
                    return upload();
                }))
                .isEqualTo(new Result.Missing());
    }

    @Test
    void removing_takes_the_image_that_is_meant_and_once() {
        manage.addImage(lamp.id(), ADA, this::upload);
        manage.addImage(lamp.id(), ADA, this::upload);
        var first = stored().images().getFirst();

        assertThat(manage.removeImage(lamp.id(), first.id(), image -> false, ADA))
                .isEqualTo(new Result.Stale());
        assertThat(manage.removeImage(lamp.id(), first.id(), first::equals, ADA))
                .isEqualTo(new Result.Done(first));
        assertThat(manage.removeImage(lamp.id(), first.id(), image -> true, ADA))
                .isEqualTo(new Result.Missing());
        assertThat(stored().images()).hasSize(1);
    }
}
