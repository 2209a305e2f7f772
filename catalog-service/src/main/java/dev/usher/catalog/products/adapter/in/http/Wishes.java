package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.domain.Wish;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** The members of a merge-patch as wishes. */
final class Wishes {
    private Wishes() {}

    static <T> Wish<@Nullable T> of(JsonNullable<T> member) {
        return member.isPresent() ? new Wish.Become<>(member.get()) : new Wish.Keep<>();
    }
}
