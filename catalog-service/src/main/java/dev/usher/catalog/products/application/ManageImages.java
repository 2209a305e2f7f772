package dev.usher.catalog.products.application;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Change;
import dev.usher.catalog.products.domain.Actor;
import dev.usher.catalog.products.domain.Product;
import dev.usher.catalog.products.domain.ProductImage;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Adds images to a product and takes them away: who may change the product may change its images. */
public final class ManageImages {
    /** What became of it; nothing was changed but in the first case. */
    public sealed interface Result {
        /** The image that is there now, or was. */
        record Done(ProductImage image) implements Result {}

        record NotAllowed() implements Result {}

        /** There is no such product, or it has no such image. */
        record Missing() implements Result {}

        /** The image is not the one that the caller expects. */
        record Stale() implements Result {}

        /** The product has as many images as it may. */
        record Full() implements Result {}
    }

    private final Products products;
    private final Clock clock;

    public ManageImages(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** @param upload takes the new image's files and stores them; asked only when they are wanted */
    public Result addImage(UUID id, Actor actor, Supplier<ProductImage> upload) {
        if (!actor.mayOffer()) {
            return new Result.NotAllowed();
        }
        var product = products.find(id);
        if (product.isEmpty()) {
            return new Result.Missing();
        }
        if (!actor.mayChange(product.get())) {
            return new Result.NotAllowed();
        }
        if (product.get().isFull()) {
            return new Result.Full();
        }
        // Stored first: no product ever has an image that is not there. Whether there is still room is asked again.
        var image = upload.get();
        return change(
                id,
                actor,
                stored -> stored.isFull() ? new Result.Full() : new Result.Done(image),
                stored -> stored.withImage(image, actor.id(), clock.instant()));
    }

    /** @param expected asked with the image that is about to go */
    public Result removeImage(UUID id, UUID image, Predicate<ProductImage> expected, Actor actor) {
        if (!actor.mayOffer()) {
            return new Result.NotAllowed();
        }
        return change(
                id,
                actor,
                stored -> judge(stored.image(image), expected),
                stored -> stored.withoutImage(image, actor.id(), clock.instant()));
    }

    private static Result judge(Optional<ProductImage> image, Predicate<ProductImage> expected) {
        return image.<Result>map(there -> expected.test(there) ? new Result.Done(there) : new Result.Stale())
                .orElseGet(Result.Missing::new);
    }

    private Result change(
            UUID id, Actor actor, Function<Product, Result> judgement, Function<Product, Product> change) {
        var judged = new AtomicReference<Result>(new Result.Missing());
        var made = products.edit(id, actor::mayChange, version -> true, stored -> {
            judged.set(judgement.apply(stored));
            return judged.get() instanceof Result.Done ? change.apply(stored) : stored;
        });
        return switch (made) {
            case Change.Done(var _), Change.Stale() -> judged.get();
            case Change.NotAllowed() -> new Result.NotAllowed();
            case Change.Missing() -> new Result.Missing();
        };
    }
}
