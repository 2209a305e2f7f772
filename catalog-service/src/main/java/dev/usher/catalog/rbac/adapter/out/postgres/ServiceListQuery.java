package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.kernel.value.PageRequest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements behind a list of services. Only the order is composed, of the columns named here; everything else is
 * a parameter. The name is searched with {@code strpos}, to which no character is special.
 */
final class ServiceListQuery {
    static final String COUNT = "select count(*) from service where strpos(name_key, ?) > 0";

    private static final Map<String, String> COLUMNS =
            Map.of("name", "name_key", "created_at", "created_at", "updated_at", "updated_at");

    private ServiceListQuery() {}

    /** Parameters: the part of the name, the size of the page, what comes before it. */
    static String page(PageRequest page) {
        var order = Stream.concat(page.sort().stream().map(ServiceListQuery::column), Stream.of("id"))
                .collect(Collectors.joining(", "));
        return "select * from service where strpos(name_key, ?) > 0 order by " + order + " limit ? offset ?";
    }

    private static String column(PageRequest.Order order) {
        var column = Objects.requireNonNull(COLUMNS.get(order.field()), "not a published sort field");
        return order.descending() ? column + " desc" : column;
    }
}
