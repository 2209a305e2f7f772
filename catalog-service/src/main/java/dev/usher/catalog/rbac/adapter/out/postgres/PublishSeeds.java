package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.AfterMigration;
import dev.usher.kernel.store.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The roles that the migrations made are told to the other services: once in the life of the database. */
@Singleton
final class PublishSeeds implements AfterMigration {
    private final EntryRows rows;
    private final Policy policy;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Clock clock;

    PublishSeeds(EntryRows rows, Policy policy, Outbox outbox, Transactions transactions, Clock clock) {
        this.rows = rows;
        this.policy = policy;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void run() {
        transactions.write(() -> {
            var revision = rows.lock();
            if (rows.claimSeeds() == 1) {
                outbox.append(policy.roles(rows.allRoles(), revision, clock.instant()));
            }
        });
    }
}
