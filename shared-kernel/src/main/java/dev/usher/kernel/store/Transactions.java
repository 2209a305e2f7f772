package dev.usher.kernel.store;

import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in one transaction (read committed). Inside an open transaction it joins that one. The outermost runs the
 * work again, at most three times, when the database asks for it (serialization failure, deadlock), so the work must
 * not do anything that a rollback does not undo. An outage becomes {@link Unavailable}; where the connection broke
 * during the commit, it is unknown whether the transaction took place.
 */
@Singleton
@Requires(property = "datasources.default.enabled", value = "true", defaultValue = "true")
public final class Transactions {
    private static final int RETRIES = 3;
    private static final int LONGEST_PAUSE_MILLIS = 40;
    private static final TransactionDefinition WRITE = TransactionDefinition.named("write");

    private final TransactionOperations<Connection> operations;

    Transactions(TransactionOperations<Connection> operations) {
        this.operations = operations;
    }

    public <T extends @Nullable Object> T write(Supplier<T> work) {
        return run(WRITE, work);
    }

    public void write(Runnable work) {
        Supplier<@Nullable Void> nothing = () -> {
            work.run();
            return null;
        };
        run(WRITE, nothing);
    }

    /** Several reads; writing in it fails. A single query needs no transaction. */
    public <T extends @Nullable Object> T read(Supplier<T> work) {
        return run(TransactionDefinition.READ_ONLY, work);
    }

    /**
     * Runs the action right after the open transaction has committed, in the same thread; never if it does not commit. It
     * must not throw. Where the answer to the commit is lost it does not run either.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void afterCommit(Runnable action) {
        operations
                .findTransactionStatus()
                .orElseThrow(() -> new IllegalStateException("There is no transaction to come after"))
                .registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        action.run();
                    }
                });
    }

    private <T extends @Nullable Object> T run(TransactionDefinition definition, Supplier<T> work) {
        if (operations.findTransactionStatus().isPresent()) {
            return execute(definition, work);
        }
        for (int attempt = 0; ; attempt++) {
            try {
                return execute(definition, work);
            } catch (RuntimeException failure) {
                if (!DatabaseFailures.isConflict(failure) || attempt == RETRIES) {
                    throw DatabaseFailures.isOutage(failure) ? new Unavailable("database", failure) : failure;
                }
                pause(attempt, failure);
            }
        }
    }

    @SuppressWarnings("NullAway") // the framework's callback may return null as well as the work may
    private <T extends @Nullable Object> T execute(TransactionDefinition definition, Supplier<T> work) {
        return operations.execute(definition, status -> work.get());
    }

    /** Two that met once must not meet again at the same moment. */
    private static void pause(int attempt, RuntimeException failure) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, LONGEST_PAUSE_MILLIS << attempt));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("database: stopped between two attempts", failure);
        }
    }
}
