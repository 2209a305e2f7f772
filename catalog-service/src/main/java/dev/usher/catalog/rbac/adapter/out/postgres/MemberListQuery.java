package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.kernel.value.PageRequest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements behind lists of memberships. Only the order is composed, of the columns named here. */
final class MemberListQuery {
    /** Parameter: the role. */
    static final String COUNT_OF_ROLE = "select count(*) from member where role_id = ?";
    /** Parameter: the user. */
    static final String COUNT_OF_USER = "select count(*) from member where user_id = ?";

    private static final Map<String, String> COLUMNS = Map.of("name", "role_key", "created_at", "created_at");

    private MemberListQuery() {}

    /** Parameters: the role, the size of the page, what comes before it. */
    static String ofRole(PageRequest page) {
        return "select * from membership where role_id = ? order by " + order(page, "user_id") + " limit ? offset ?";
    }

    /** Parameters: the user, the size of the page, what comes before it. */
    static String ofUser(PageRequest page) {
        return "select * from membership where user_id = ? order by " + order(page, "role_key") + " limit ? offset ?";
    }

    private static String order(PageRequest page, String last) {
        return Stream.concat(page.sort().stream().map(MemberListQuery::column), Stream.of(last))
                .collect(Collectors.joining(", "));
    }

    private static String column(PageRequest.Order order) {
        var column = Objects.requireNonNull(COLUMNS.get(order.field()), "not a published sort field");
        return order.descending() ? column + " desc" : column;
    }
}
