package dev.usher.kernel.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a large list, as it is answered.
 *
 * @param total with a cursor, as it was when the list was begun
 * @param nextCursor null on the last page
 */
public record CursorPageBody<T>(
        List<T> items,
        int page,
        int size,
        long total,

        @Schema(type = "string", description = "Yields the next page; null on the last one") @Nullable
        String nextCursor) {}
