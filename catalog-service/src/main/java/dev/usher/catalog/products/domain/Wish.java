package dev.usher.catalog.products.domain;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a merge-patch (RFC 7396) asks of one member: to stay as it is, or to become another value, null included. */
public sealed interface Wish<T extends @Nullable Object> {
    record Keep<T extends @Nullable Object>() implements Wish<T> {}

    record Become<T extends @Nullable Object>(T value) implements Wish<T> {}

    default <R extends @Nullable Object> Wish<R> map(Function<T, R> change) {
        return switch (this) {
            case Keep<T>() -> new Keep<>();
            case Become<T>(var value) -> new Become<>(change.apply(value));
        };
    }

    /** What stands after the patch, where {@code before} stood. */
    default T over(T before) {
        return switch (this) {
            case Keep<T>() -> before;
            case Become<T>(var value) -> value;
        };
    }
}
