package dev.usher.kernel.web;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.PageRequest;
import dev.usher.kernel.value.Violations;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The query of a list: {@code page}, {@code size}, {@code sort} and filters. Parameters that the list does not publish
 * are refused, so that a misspelt filter does not silently widen the answer.
 */
public final class ListQuery {
    private static final int DEFAULT_SIZE = 20;
    private static final int MAX_SORT_FIELDS = 5;
    private static final Set<String> PAGING = Set.of("page", "size", "sort");

    private final PageRequest page;
    private final Map<String, String> filters;

    private ListQuery(PageRequest page, Map<String, String> filters) {
        this.page = page;
        this.filters = filters;
    }

    /**
     * @param sortFields what may be sorted by, as published
     * @param filters the further parameters
     * @throws InvalidValue with everything that is wrong with the query
     */
    public static ListQuery of(HttpRequest<?> request, Set<String> sortFields, Set<String> filters) {
        var parameters = request.getParameters();
        var check = new Violations();
        var given = new TreeMap<String, String>();
        for (var name : parameters.names()) {
            if (filters.contains(name)) {
                given.put(name, Optional.ofNullable(parameters.get(name)).orElse(""));
            } else if (!PAGING.contains(name)) {
                check.add(name.length() <= 64 ? name : "query", "unknown", "is not a parameter of this list");
            }
        }
        var page = check.value(() -> number("page", parameters.get("page"), 0, 0, PageRequest.MAX_PAGE));
        var size = check.value(() -> number("size", parameters.get("size"), DEFAULT_SIZE, 1, PageRequest.MAX_SIZE));
        var sort = check.value(() -> sort(parameters.get("sort"), sortFields));
        check.orThrow();
        return new ListQuery(new PageRequest(page.get(), size.get(), sort.get()), given);
    }

    public PageRequest page() {
        return page;
    }

    /** Empty when it was not sent; an empty text when it was sent without a value. */
    public Optional<String> filter(String name) {
        return Optional.ofNullable(filters.get(name));
    }

    private static int number(String field, @Nullable String text, int otherwise, int min, int max) {
        if (text == null) {
            return otherwise;
        }
        // Digits only: Integer.parseInt would also take "+1" and digits of other scripts.
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < min || Long.parseLong(text) > max) {
            throw new InvalidValue(field, "out_of_range", "must be a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }

    private static List<PageRequest.Order> sort(@Nullable String text, Set<String> sortFields) {
        var orders = new ArrayList<PageRequest.Order>();
        if (text == null) {
            return orders;
        }
        var seen = new HashSet<String>();
        for (var part : text.split(",", -1)) {
            var descending = part.startsWith("-");
            var field = descending ? part.substring(1) : part;
            if (!sortFields.contains(field) || !seen.add(field) || seen.size() > MAX_SORT_FIELDS) {
                throw new InvalidValue(
                        "sort",
                        "invalid",
                        "must name fields of " + String.join(", ", sorted(sortFields)) + ", each once");
            }
            orders.add(new PageRequest.Order(field, descending));
        }
        return orders;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
