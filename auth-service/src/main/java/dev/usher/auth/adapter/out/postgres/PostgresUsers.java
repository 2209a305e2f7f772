package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Users;
import dev.usher.auth.domain.Account;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.value.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Optional;

/** Accounts as a list, in PostgreSQL. */
@Singleton
final class PostgresUsers implements Users {
    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresUsers(JdbcOperations jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public long count(Filter filter) {
        var query = UserListQuery.count(filter);
        return transactions.read(() -> jdbc.prepareStatement(query.sql(), statement -> {
            query.bind(statement);
            try (var counted = statement.executeQuery()) {
                counted.next();
                return counted.getLong(1);
            }
        }));
    }

    @Override
    public Slice list(Filter filter, PageRequest page, Optional<Place> after) {
        var query = UserListQuery.page(filter, page, after);
        return transactions.read(() -> jdbc.prepareStatement(query.sql(), statement -> {
            query.bind(statement);
            var users = new ArrayList<Account>();
            try (var found = statement.executeQuery()) {
                while (users.size() < page.size() && found.next()) {
                    users.add(AccountRow.account(found));
                }
                return new Slice(users, !found.next());
            }
        }));
    }
}
