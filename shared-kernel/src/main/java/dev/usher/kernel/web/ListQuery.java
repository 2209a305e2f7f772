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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of a list: {@code page}, {@code size}, {@code sort} and filters. Parameters that the list does not publish
 * are refused, so that a misspelt filter does not silently widen the answer.
 */
public final class ListQuery {
    private static final int DEFAULT_SIZE = 20;
    private static final int MAX_SORT_FIELDS = 5;
    private static final Set<String> PAGING = Set.of("page", "size", "sort");

    private static final String CURSOR = "cursor";

    private final PageRequest page;
    private final Map<String, String> filters;
    private final @Nullable ListCursor cursor;

    private ListQuery(PageRequest page, Map<String, String> filters, @Nullable ListCursor cursor) {
        this.page = page;
        this.filters = filters;
        this.cursor = cursor;
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
        return new ListQuery(new PageRequest(page.get(), size.get(), sort.get()), given, null);
    }

    /**
     * As {@link #of(HttpRequest, Set, Set)}, for a list that also takes {@code cursor}. A cursor alone is enough: it knows
     * the list it belongs to. What is sent beside it must say the same; the size may change on the way.
     *
     * @throws InvalidValue also for a cursor that this service did not make, and for one of another list
     */
    public static ListQuery of(HttpRequest<?> request, Set<String> sortFields, Set<String> filters, CursorSeal seal) {
        var parameters = new HashSet<>(filters);
        parameters.add(CURSOR);
        var query = of(request, sortFields, parameters);
        var text = query.filters.remove(CURSOR);
        if (text == null) {
            return query;
        }
        var cursor = ListCursor.open(seal, text)
                .filter(known ->
                        query.agreesWith(known) && !request.getParameters().contains("page"))
                .orElseThrow(() -> new InvalidValue(CURSOR, "invalid", "is not a cursor of this list"));
        var sort = cursor.sort().isEmpty() ? query.page.sort() : sort(cursor.sort(), sortFields);
        return new ListQuery(new PageRequest(cursor.page(), query.page.size(), sort), cursor.filters(), cursor);
    }

    private boolean agreesWith(ListCursor known) {
        return (page.sort().isEmpty() || text(page.sort()).equals(known.sort()))
                && known.filters().entrySet().containsAll(filters.entrySet());
    }

    /** After which item the page begins, as it was given to {@link #next}; empty when it is told by its number. */
    public Optional<List<String>> position() {
        return Optional.ofNullable(cursor).map(ListCursor::position);
    }

    /** How many items the list had when it was begun; empty when it has to be counted. */
    public OptionalLong total() {
        return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor.total());
    }

    /**
     * The cursor of the page after this one.
     *
     * @param position where the last item of this page stands
     */
    public String next(List<String> position, long total, CursorSeal seal) {
        var number = Math.min(page.page() + 1, PageRequest.MAX_PAGE);
        return new ListCursor(text(page.sort()), filters, position, number, total).sealed(seal);
    }

    private static String text(List<PageRequest.Order> sort) {
        return sort.stream()
                .map(order -> (order.descending() ? "-" : "") + order.field())
                .collect(Collectors.joining(","));
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
