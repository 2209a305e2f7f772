package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.domain.Question;
import dev.usher.kernel.store.Transactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All questions in one statement, on the tables themselves: a change holds from its commit on. It reads who has which of
 * the roles and what these are granted of what was asked, each once however often it is asked; the rest is look-ups.
 */
@Singleton
final class PostgresChecks implements Checks {
    private static final String FACTS = """
            select user_id, role_id, null as permission, null as service
              from member where user_id = any (?)
            union all
            select null, of_role.whole_id, permission.name_key, service.name_key
              from entry permission
              join entry_part of_role on of_role.part_id = permission.id
              left join entry_part of_permission on of_permission.whole_id = permission.id
              left join entry service on service.id = of_permission.part_id
             where permission.kind = 'permission' and permission.name_key = any (?)""";

    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresChecks(JdbcOperations jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<Question.Answer> answer(List<Question> questions) {
        var facts = transactions.read(() -> jdbc.prepareStatement(FACTS, select -> {
            bind(select, questions);
            try (var row = select.executeQuery()) {
                return Facts.read(row);
            }
        }));
        return questions.stream().map(facts::answer).toList();
    }

    private static void bind(PreparedStatement select, List<Question> questions) throws SQLException {
        var connection = select.getConnection();
        var users = questions.stream().map(Question::user).distinct().toArray();
        var permissions = questions.stream()
                .map(question -> question.permission().key())
                .distinct()
                .toArray();
        select.setArray(1, connection.createArrayOf("uuid", users));
        select.setArray(2, connection.createArrayOf("text", permissions));
    }

    /**
     * @param roles of each user
     * @param services that a role's permission covers
     */
    private record Facts(Map<UUID, Set<UUID>> roles, Map<Grant, Set<String>> services) {
        record Grant(UUID role, String permission) {}

        static Facts read(ResultSet row) throws SQLException {
            var facts = new Facts(new HashMap<>(), new HashMap<>());
            while (row.next()) {
                var role = row.getObject("role_id", UUID.class);
                var permission = row.getString("permission");
                if (permission == null) {
                    facts.roles
                            .computeIfAbsent(row.getObject("user_id", UUID.class), first -> new HashSet<>())
                            .add(role);
                } else {
                    var covered = facts.services.computeIfAbsent(new Grant(role, permission), first -> new HashSet<>());
                    var service = row.getString("service");
                    if (service != null) {
                        covered.add(service);
                    }
                }
            }
            return facts;
        }

        Question.Answer answer(Question question) {
            var held = roles.getOrDefault(question.user(), Set.of());
            if (held.isEmpty()) {
                return Question.Answer.NO_ROLES;
            }
            var granted = held.stream()
                    .map(role ->
                            services.get(new Grant(role, question.permission().key())))
                    .flatMap(Stream::ofNullable)
                    .toList();
            if (granted.isEmpty()) {
                return Question.Answer.NOT_GRANTED;
            }
            return granted.stream()
                            .anyMatch(covered ->
                                    covered.contains(question.service().key()))
                    ? Question.Answer.GRANTED
                    : Question.Answer.NOT_COVERED;
        }
    }
}
