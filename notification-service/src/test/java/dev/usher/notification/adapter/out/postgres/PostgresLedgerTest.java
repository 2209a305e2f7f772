package dev.usher.notification.adapter.out.postgres;

import static dev.usher.notification.domain.TestMails.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.event.ErasedUsers;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.notification.TestService;
import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.LedgerContract;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.TestMails;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLedgerTest extends LedgerContract {
    private final Database database = Backends.newDatabase();
    private final TestService service = TestService.quiet(database);

    @BeforeAll
    void migrated() {
        assertThat(service.bean(Ledger.class)).isInstanceOf(PostgresLedger.class);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void empty() {
        TestService.execute(database, "TRUNCATE notification");
    }

    @Override
    protected Ledger ledger() {
        return service.bean(Ledger.class);
    }

    @Test
    void a_mail_that_is_rolled_back_was_never_there() {
        var mail = TestMails.welcome();

        assertThatThrownBy(() -> service.bean(Transactions.class).write(() -> {
                    ledger().add(mail);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(ledger().find(mail.id())).isEmpty();
    }

    @Test
    void the_bell_rings_when_the_mail_is_there_to_be_claimed_and_not_before() throws InterruptedException {
        var bell = new Doorbell(1);
        var ledger = new PostgresLedger(
                service.bean(Statements.class),
                service.bean(Transactions.class),
                service.bean(ErasedUsers.class),
                bell);

        var rangBeforeCommit = service.bean(Transactions.class).write(() -> {
            ledger.add(TestMails.welcome());
            return rings(bell);
        });

        assertThat(rangBeforeCommit).isFalse();
        assertThat(rings(bell)).isTrue();
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 1, Duration.ofSeconds(30), NOW))
                .hasSize(1);
    }

    private static boolean rings(Doorbell bell) {
        try {
            return bell.await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
