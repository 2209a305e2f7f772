package dev.usher.kernel.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cursor holds: the list it belongs to, whole, and how far it has been read.
 *
 * @param sort as it is written in a query
 * @param filters as they were sent
 * @param position where the last item given stands, as the list's owner writes it
 * @param page the number of the page that begins here
 * @param total counted when the list was begun, so that it is counted once
 */
record ListCursor(String sort, Map<String, String> filters, List<String> position, int page, long total) {
    String sealed(CursorSeal seal) {
        try {
            return seal.seal(Json.strict().writeValueAsBytes(this));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Empty for what was not sealed by us, and for what an older version of the service sealed. */
    static Optional<ListCursor> open(CursorSeal seal, String text) {
        return seal.open(text).flatMap(content -> {
            try {
                return Optional.of(Json.strict().readValue(content, ListCursor.class));
            } catch (IOException older) {
                return Optional.empty();
            }
        });
    }
}
