package dev.usher.kernel.store;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Map;

/** A table over HTTP. */
@Controller("/notes")
@Requires(property = "sample.notes")
@Secured(SecurityRule.IS_ANONYMOUS)
final class NotesController {
    private final Transactions transactions;
    private final JdbcOperations jdbc;

    NotesController(Transactions transactions, JdbcOperations jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Get
    Map<String, Object> count() {
        // As a repository would: no transaction around a single query.
        return Map.of(
                "count",
                transactions.read(() -> jdbc.prepareStatement("SELECT count(*) FROM note", query -> {
                    try (var rows = query.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                })));
    }

    @Post("/{id}")
    Map<String, Object> add(int id) {
        transactions.write(() -> jdbc.prepareStatement("INSERT INTO note VALUES (?)", insert -> {
            insert.setInt(1, id);
            return insert.executeUpdate();
        }));
        return Map.of("id", id);
    }
}
