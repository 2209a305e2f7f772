package dev.usher.catalog.products.application;

import static dev.usher.catalog.products.domain.TestProducts.ADA;
import static dev.usher.catalog.products.domain.TestProducts.BOB;
import static dev.usher.catalog.products.domain.TestProducts.CUSTOMER;
import static dev.usher.catalog.products.domain.TestProducts.NOW;
import static dev.usher.catalog.products.domain.TestProducts.ROOT;
import static dev.usher.catalog.products.domain.TestProducts.product;
import static dev.usher.catalog.products.domain.TestProducts.rename;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.catalog.products.application.port.Products.Change;
import dev.usher.catalog.products.domain.Product;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.value.InvalidValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeProductTest {
    private final InMemoryProducts products = new InMemoryProducts();
    private final ChangeProduct change = new ChangeProduct(products, MutableClock.at(NOW.plusSeconds(60)));
    private final Product lamp = product();

    ChangeProductTest() {
        products.add(lamp);
    }

    @Test
    void its_seller_and_who_writes_all_may_change_it() {
        var edits = 1L;
        for (var actor : List.of(ADA, ROOT)) {
            var done = (Change.Done) change.edit(lamp.id(), version -> true, rename(actor.toString()), actor);

            assertThat(done.product().version()).isEqualTo(++edits);
            assertThat(done.product().sellerId()).isEqualTo(ADA.id());
            assertThat(done.product().audit().updatedBy()).isEqualTo(actor.id());
            assertThat(done.product().audit().updatedAt()).isEqualTo(NOW.plusSeconds(60));
        }
        assertThat(change.remove(lamp.id(), version -> true, ROOT)).isInstanceOf(Change.Done.class);
        assertThat(products.find(lamp.id())).isEmpty();
    }

    @Test
    void nobody_else_may_whatever_they_send() {
        for (var actor : List.of(BOB, CUSTOMER)) {
            assertThat(change.edit(lamp.id(), version -> false, rename(null), actor))
                    .isEqualTo(new Change.NotAllowed());
            assertThat(change.remove(lamp.id(), version -> false, actor)).isEqualTo(new Change.NotAllowed());
        }
        assertThat(products.find(lamp.id())).contains(lamp);
    }

    @Test
    void who_sells_nothing_does_not_learn_whether_it_exists() {
        assertThat(change.remove(UUID.randomUUID(), version -> true, CUSTOMER)).isEqualTo(new Change.NotAllowed());
        assertThat(change.remove(UUID.randomUUID(), version -> true, BOB)).isEqualTo(new Change.Missing());
    }

    @Test
    void a_stale_copy_changes_nothing() {
        assertThat(change.edit(lamp.id(), version -> version == 7, rename("x"), ADA))
                .isEqualTo(new Change.Stale());
        assertThat(change.remove(lamp.id(), version -> version == 7, ADA)).isEqualTo(new Change.Stale());
        assertThat(products.find(lamp.id())).contains(lamp);
    }

    @Test
    void what_cannot_stand_changes_nothing() {
        assertThatThrownBy(() -> change.edit(lamp.id(), version -> true, rename(null), ADA))
                .isInstanceOf(InvalidValue.class);
        assertThat(products.find(lamp.id())).contains(lamp);
    }
}
