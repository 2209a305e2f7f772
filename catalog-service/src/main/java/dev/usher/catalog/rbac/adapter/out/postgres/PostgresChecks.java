package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.domain.Question;
import dev.usher.kernel.store.Transactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All questions in one statement, on the tables themselves: a change holds from its commit on. */
@Singleton
final class PostgresChecks implements Checks {
    private static final String ANSWER = """
            select exists (select from member where member.user_id = question.user_id) as has_roles,
                   exists (select from member
                             join entry_part of_role on of_role.whole_id = member.role_id
                             join entry permission on permission.id = of_role.part_id
                            where member.user_id = question.user_id
                              and permission.name_key = question.permission) as granted,
                   exists (select from member
                             join entry_part of_role on of_role.whole_id = member.role_id
                             join entry permission on permission.id = of_role.part_id
                             join entry_part of_permission on of_permission.whole_id = permission.id
                             join entry service on service.id = of_permission.part_id
                            where member.user_id = question.user_id
                              and permission.name_key = question.permission
                              and service.name_key = question.service) as covered
              from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as text[])) with ordinality
                   as question (user_id, permission, service, position)
             order by position""";

    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresChecks(JdbcOperations jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<Question.Answer> answer(List<Question> questions) {
        return transactions.read(() -> jdbc.prepareStatement(ANSWER, select -> {
            bind(select, questions);
            var answers = new ArrayList<Question.Answer>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    answers.add(answer(row));
                }
            }
            return answers;
        }));
    }

    private static void bind(PreparedStatement select, List<Question> questions) throws SQLException {
        var connection = select.getConnection();
        select.setArray(
                1,
                connection.createArrayOf(
                        "uuid", questions.stream().map(Question::user).toArray()));
        select.setArray(
                2,
                connection.createArrayOf(
                        "text",
                        questions.stream()
                                .map(question -> question.permission().key())
                                .toArray()));
        select.setArray(
                3,
                connection.createArrayOf(
                        "text",
                        questions.stream()
                                .map(question -> question.service().key())
                                .toArray()));
    }

    private static Question.Answer answer(ResultSet row) throws SQLException {
        if (!row.getBoolean("has_roles")) {
            return Question.Answer.NO_ROLES;
        }
        if (!row.getBoolean("granted")) {
            return Question.Answer.NOT_GRANTED;
        }
        return row.getBoolean("covered") ? Question.Answer.GRANTED : Question.Answer.NOT_COVERED;
    }
}
