package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Users;
import dev.usher.kernel.value.PageRequest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statements behind the list of users. Composed of the fragments that stand here and nothing else; every value is a
 * parameter.
 */
final class UserListQuery {
    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();
    private String joint = " where ";

    private UserListQuery(String beginning, Users.Filter filter) {
        this.sql = new StringBuilder(beginning);
        if (filter.email() != null) {
            // No pattern: % and _ are characters like any other.
            where("strpos(lower(email), lower(?)) > 0", List.of(filter.email()));
        }
        if (filter.status() != null) {
            where("status = ?", List.of(filter.status().name().toLowerCase(Locale.ROOT)));
        }
    }

    static UserListQuery count(Users.Filter filter) {
        return new UserListQuery("select count(*) from account", filter);
    }

    /** One row more than the page has, which tells whether it is the last. */
    static UserListQuery page(Users.Filter filter, PageRequest page, Optional<Users.Place> after) {
        var query = new UserListQuery("select * from account", filter);
        var order = Key.order(page.sort());
        after.ifPresent(place -> query.behind(order, place));
        query.sql.append(" order by ").append(order.stream().map(Key::orderBy).collect(Collectors.joining(", ")));
        query.sql.append(" limit ? offset ?");
        query.parameters.add(page.size() + 1);
        query.parameters.add(after.isPresent() ? 0 : page.offset());
        return query;
    }

    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (var index = 0; index < parameters.size(); index++) {
            statement.setObject(index + 1, parameters.get(index));
        }
    }

    private void where(String condition, List<Object> values) {
        sql.append(joint).append(condition);
        joint = " and ";
        parameters.addAll(values);
    }

    /** The first key alone bounds the index; the rest decides among those that are level with it. */
    private void behind(List<Key> order, Users.Place place) {
        var first = order.getFirst();
        where(first.column + (first.descending ? " <= ?" : " >= ?"), List.of(first.of(place)));
        var values = new ArrayList<>();
        var cases = new ArrayList<String>();
        for (var index = 0; index < order.size(); index++) {
            var level = order.subList(0, index).stream().map(key -> key.column + " = ? and ");
            var key = order.get(index);
            cases.add("(" + level.collect(Collectors.joining()) + key.column + (key.descending ? " < ?)" : " > ?)"));
            order.subList(0, index + 1).forEach(bound -> values.add(bound.of(place)));
        }
        where("(" + String.join(" or ", cases) + ")", values);
    }

    /** A column that the list is sorted by. */
    private record Key(String column, boolean descending) {
        /** In the end by id, in the direction of the first, so that one walk through an index gives both. */
        static List<Key> order(List<PageRequest.Order> sort) {
            var keys = new ArrayList<Key>();
            for (var order : sort) {
                keys.add(new Key(column(order.field()), order.descending()));
            }
            if (keys.isEmpty()) {
                keys.add(new Key("created_at", false));
            }
            keys.add(new Key("id", keys.getFirst().descending));
            return keys;
        }

        private static String column(String field) {
            return switch (field) {
                case "email" -> "email_key";
                case "created_at" -> "created_at";
                default -> throw new IllegalArgumentException("not a published sort field");
            };
        }

        String orderBy() {
            return descending ? column + " desc" : column;
        }

        Object of(Users.Place place) {
            return switch (column) {
                case "email_key" -> place.emailKey();
                case "created_at" -> place.createdAt().atOffset(ZoneOffset.UTC);
                default -> place.id().value();
            };
        }
    }
}
