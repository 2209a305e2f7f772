package dev.usher.kernel.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The precondition {@code If-Match} (RFC 9110 §13.1.1). Compared strongly: a weak tag, or one that is not ours,
 * matches nothing, so that a write refuses rather than overwrites.
 *
 * @param present whether the field was sent; without it the last write wins
 * @param any whether it was {@code *}
 */
public record IfMatch(boolean present, boolean any, List<String> tags) {
    static IfMatch of(HttpRequest<?> request) {
        var fields = request.getHeaders().getAll(HttpHeaders.IF_MATCH);
        var tags = fields.stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .map(String::strip)
                .toList();
        return new IfMatch(!fields.isEmpty(), tags.equals(List.of("*")), tags);
    }

    /** True when absent: then there is no condition. */
    public boolean matches(long version) {
        return !present || any || tags.contains(ETags.of(version));
    }

    /**
     * For what has a tag of its own; true when there is no condition.
     *
     * @param tag with its quotes; empty when there is nothing that could match
     */
    public boolean matches(Optional<String> tag) {
        return !present || tag.filter(current -> any || tags.contains(current)).isPresent();
    }
}
