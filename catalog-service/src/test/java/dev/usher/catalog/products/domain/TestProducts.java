package dev.usher.catalog.products.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Products and the people who deal with them, always the same. */
public final class TestProducts {
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    public static final Actor ADA = new Actor(UUID.fromString("01957000-0000-7000-8000-00000000000a"), true, false);
    public static final Actor BOB = new Actor(UUID.fromString("01957000-0000-7000-8000-00000000000b"), true, false);
    /** Writes everybody's products. */
    public static final Actor ROOT = new Actor(UUID.fromString("01957000-0000-7000-8000-00000000000c"), false, true);

    public static final Actor CUSTOMER =
            new Actor(UUID.fromString("01957000-0000-7000-8000-00000000000d"), false, false);

    private TestProducts() {}

    public static Offer.Draft draft() {
        return new Offer.Draft("Lamp", "Bright", "lighting", new Money.Draft("19.99", "EUR"), 3L);
    }

    public static Offer offer(String name, String category, String amount, String currency) {
        return Offer.of(new Offer.Draft(name, "About " + name, category, new Money.Draft(amount, currency), 3L));
    }

    /** Of Ada's. */
    public static Product product() {
        return Product.of(Offer.of(draft()), ADA.id(), NOW);
    }

    /** Another one with every call; a later second is a newer one. */
    public static ProductImage image(int second) {
        var now = NOW.plusSeconds(second);
        return new ProductImage(Ids.next(now), Ids.next(now), 60, 40);
    }

    public static Offer.Edit rename(@Nullable String name) {
        return new Offer.Edit(
                new Wish.Become<>(name), new Wish.Keep<>(), new Wish.Keep<>(), new Wish.Keep<>(), new Wish.Keep<>());
    }

    public static Offer.Edit move(String category, String amount, String currency) {
        return new Offer.Edit(
                new Wish.Keep<>(),
                new Wish.Keep<>(),
                new Wish.Become<>(category),
                new Wish.Become<>(new Money.Edit(new Wish.Become<>(amount), new Wish.Become<>(currency))),
                new Wish.Keep<>());
    }

    public static Offer.Edit reprice(Wish<Money.@Nullable Edit> price) {
        return new Offer.Edit(new Wish.Keep<>(), new Wish.Keep<>(), new Wish.Keep<>(), price, new Wish.Keep<>());
    }
}
