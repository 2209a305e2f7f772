package dev.usher.kernel.web;

import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.util.List;
import java.util.function.Function;

/** One page of a list, as it is answered. */
public record PageBody<T>(List<T> items, int page, int size, long total) {
    public static <S, T> PageBody<T> from(Page<S> page, PageRequest request, Function<? super S, ? extends T> body) {
        return new PageBody<>(
                page.items().stream().<T>map(body).toList(), request.page(), request.size(), page.total());
    }
}
