package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.adapter.out.postgres.PolicyEventJson.Permission;
import dev.usher.catalog.rbac.adapter.out.postgres.PolicyEventJson.RbacMember;
import dev.usher.catalog.rbac.adapter.out.postgres.PolicyEventJson.RbacRole;
import dev.usher.kernel.event.Event;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What others are told of roles and members: as both stand in the open transaction, by name. */
@Singleton
final class Policy {
    private static final String ROLES = """
            select role.name as role, permission.name as permission, service.name as service
              from entry role
              left join entry_part of_role on of_role.whole_id = role.id
              left join entry permission on permission.id = of_role.part_id
              left join entry_part of_permission on of_permission.whole_id = permission.id
              left join entry service on service.id = of_permission.part_id
             where role.kind = 'role' and role.id = any (?)
             order by role.name_key, permission.name_key, service.name_key""";

    /** Always in one order: two that tell of the same people do not wait for each other. */
    private static final String LOCK_PEOPLE =
            "select user_id from person where user_id = any (?) order by user_id for update";

    private static final String RAISE_PEOPLE = "update person set version = version + 1 where user_id = any (?)";

    private static final String PEOPLE = """
            select user_id, version,
                   array(select role.name from member join entry role on role.id = member.role_id
                          where member.user_id = person.user_id order by role.name_key) as roles
              from person where user_id = any (?)""";

    private final JdbcOperations jdbc;

    Policy(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    List<Event> roles(Collection<UUID> ids, long version, Instant now) {
        return ids.isEmpty()
                ? List.of()
                : select(ROLES, ids, Policy::grants).entrySet().stream()
                        .map(role -> PolicyEventJson.role(
                                new RbacRole(role.getKey(), permissions(role.getValue()), version), now))
                        .toList();
    }

    /** Nobody else changes the roles of these people until the transaction ends. */
    List<Event> members(Collection<UUID> users, Instant now) {
        if (users.isEmpty()) {
            return List.of();
        }
        // One statement each: what a statement reads is from before the locks that it waits for.
        lock(users);
        select(RAISE_PEOPLE, users);
        return select(PEOPLE, users, Policy::people).stream()
                .map(member -> PolicyEventJson.member(member, now))
                .toList();
    }

    void lock(Collection<UUID> users) {
        select(LOCK_PEOPLE, users);
    }

    private static Map<String, Map<String, List<String>>> grants(ResultSet row) throws SQLException {
        var roles = new LinkedHashMap<String, Map<String, List<String>>>();
        while (row.next()) {
            var permissions = roles.computeIfAbsent(row.getString("role"), role -> new LinkedHashMap<>());
            var permission = row.getString("permission");
            if (permission != null) {
                var services = permissions.computeIfAbsent(permission, name -> new ArrayList<>());
                var service = row.getString("service");
                if (service != null) {
                    services.add(service);
                }
            }
        }
        return roles;
    }

    private static List<Permission> permissions(Map<String, List<String>> services) {
        return services.entrySet().stream()
                .map(permission -> new Permission(permission.getKey(), permission.getValue()))
                .toList();
    }

    private static List<RbacMember> people(ResultSet row) throws SQLException {
        var people = new ArrayList<RbacMember>();
        while (row.next()) {
            var roles = (String[]) row.getArray("roles").getArray();
            people.add(new RbacMember(row.getObject("user_id", UUID.class), List.of(roles), row.getLong("version")));
        }
        return people;
    }

    private void select(String sql, Collection<UUID> ids) {
        jdbc.prepareStatement(sql, statement -> {
            bind(statement, ids);
            return statement.execute();
        });
    }

    private <T> T select(String sql, Collection<UUID> ids, Reader<T> reader) {
        return jdbc.prepareStatement(sql, statement -> {
            bind(statement, ids);
            try (var rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        });
    }

    private static void bind(PreparedStatement statement, Collection<UUID> ids) throws SQLException {
        statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
    }

    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
