package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.kernel.value.PageRequest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements behind a list of entries. Only the order is composed, of the columns named here; everything else is a
 * parameter. The name is searched with {@code strpos}, to which no character is special.
 */
final class EntryListQuery {
    private static final String WHERE = """
             where kind = ? and strpos(name_key, ?) > 0
               and (cast(? as uuid) is null or id in (select whole_id from entry_part where part_id = ?))""";

    /** Parameters: kind, part of the name, part (twice). */
    static final String COUNT = "select count(*) from entry " + WHERE;

    private static final Map<String, String> COLUMNS =
            Map.of("name", "name_key", "created_at", "created_at", "updated_at", "updated_at");

    private EntryListQuery() {}

    /** Parameters: those of {@link #COUNT}, the size of the page, what comes before it. */
    static String page(PageRequest page) {
        var order = Stream.concat(page.sort().stream().map(EntryListQuery::column), Stream.of("id"))
                .collect(Collectors.joining(", "));
        return "select * from entry_with_parts " + WHERE + " order by " + order + " limit ? offset ?";
    }

    private static String column(PageRequest.Order order) {
        var column = Objects.requireNonNull(COLUMNS.get(order.field()), "not a published sort field");
        return order.descending() ? column + " desc" : column;
    }
}
