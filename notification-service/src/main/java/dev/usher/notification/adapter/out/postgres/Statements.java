package dev.usher.notification.adapter.out.postgres;

import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs one statement in the open transaction, or as one of its own, which costs a single round trip. */
@Singleton
final class Statements {
    /** Binds, executes, reads. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;

    Statements(ConnectionOperations<Connection> connections, TransactionOperations<Connection> transactions) {
        this.connections = connections;
        this.transactions = transactions;
    }

    <T extends @Nullable Object> T run(String sql, Work<T> work) {
        return connections.execute(ConnectionDefinition.DEFAULT, open -> {
            try (var statement = open.getConnection().prepareStatement(sql)) {
                return work.on(statement);
            } catch (SQLException failed) {
                throw new DataAccessException("the mail ledger: " + failed.getSQLState(), failed);
            }
        });
    }

    /** Once what was written can be seen by others: after the commit, or at once where no transaction is open. */
    void afterCommit(Runnable work) {
        transactions
                .findTransactionStatus()
                .ifPresentOrElse(
                        open -> open.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                                work.run();
                            }
                        }),
                        work);
    }
}
