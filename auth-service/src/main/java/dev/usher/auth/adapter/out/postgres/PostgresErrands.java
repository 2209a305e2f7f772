package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Errands;
import dev.usher.auth.domain.Errand;
import dev.usher.kernel.store.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Errands in PostgreSQL. */
@Singleton
final class PostgresErrands implements Errands {
    private static final Duration TAKEN = Duration.ofSeconds(30);

    private final ErrandRows rows;
    private final Transactions transactions;

    PostgresErrands(ErrandRows rows, Transactions transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    @Override
    public void add(Errand errand) {
        transactions.write(() -> rows.insert(ErrandRow.from(errand)));
    }

    @Override
    public Optional<Errand> take(Instant now) {
        var until = now.plus(TAKEN);
        return transactions.write(() -> {
            var next = rows.next(now, until);
            next.ifPresent(row -> rows.take(row.id(), until));
            return next.map(ErrandRow::toDomain);
        });
    }

    @Override
    public void done(Errand errand) {
        transactions.write(() -> rows.delete(errand.id()));
    }
}
