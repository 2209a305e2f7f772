package dev.usher.catalog.rbac.domain;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One member of a merge-patch (RFC 7396): it stays as it is, or becomes another value, null included. */
public sealed interface Patch<T extends @Nullable Object> {
    record Keep<T extends @Nullable Object>() implements Patch<T> {}

    record Become<T extends @Nullable Object>(T value) implements Patch<T> {}

    default <R extends @Nullable Object> Patch<R> map(Function<T, R> change) {
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
