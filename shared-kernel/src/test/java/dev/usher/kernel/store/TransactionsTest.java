package dev.usher.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.testing.Backends;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsTest {
    private final ApplicationContext context = StoreApp.start(Backends.newDatabase(), Map.of());
    private final Transactions transactions = context.getBean(Transactions.class);
    private final JdbcOperations jdbc = context.getBean(JdbcOperations.class);

    @BeforeAll
    void table() {
        transactions.write(() -> execute("CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)"));
    }

    @BeforeEach
    void rows() {
        transactions.write(() -> execute("TRUNCATE counter"));
        transactions.write(() -> execute("INSERT INTO counter VALUES (1, 0), (2, 0)"));
    }

    @AfterAll
    void close() {
        context.close();
    }

    @Test
    void the_session_has_the_limits_of_T2() {
        assertThat(transactions.read(() -> text("SHOW statement_timeout"))).isEqualTo("2s");
        assertThat(transactions.read(() -> text("SHOW lock_timeout"))).isEqualTo("1s");
        assertThat(transactions.read(() -> text("SHOW idle_in_transaction_session_timeout")))
                .isEqualTo("5s");
    }

    @Test
    void z_9_what_a_row_said_is_not_in_the_message_of_its_refusal() throws SQLException {
        var insert = "INSERT INTO counter VALUES (987654, 1), (987654, 2)";
        assertThatThrownBy(() -> transactions.write(() -> execute(insert)))
                .hasStackTraceContaining("counter_pkey")
                .satisfies(failure -> assertThat(failure).asString().doesNotContain("987654"))
                .rootCause()
                .hasMessageNotContaining("987654");

        try (var connection = context.getBean(UnpooledConnections.class).open("test", Duration.ofSeconds(5));
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(insert))
                    .hasMessageContaining("counter_pkey")
                    .hasMessageNotContaining("987654");
        }
    }

    @Test
    void an_exception_rolls_back() {
        assertThatThrownBy(() -> transactions.write(() -> {
                    execute("UPDATE counter SET n = 7");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(count()).isZero();
    }

    @Test
    void an_inner_one_joins_the_outer_one() {
        assertThatThrownBy(() -> transactions.write(() -> {
                    transactions.write(() -> execute("UPDATE counter SET n = 7"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(count()).isZero();
    }

    @Test
    void what_comes_after_the_commit_sees_it_and_comes_for_the_outermost_only() {
        var seen = new AtomicInteger();
        transactions.write(() -> {
            transactions.write(() -> {
                execute("UPDATE counter SET n = 7");
                transactions.afterCommit(() -> seen.set(count()));
            });
            assertThat(seen).hasValue(0);
        });
        assertThat(seen).hasValue(7);
    }

    @Test
    void nothing_comes_after_what_did_not_commit() {
        var seen = new AtomicInteger();
        assertThatThrownBy(() -> transactions.write(() -> {
                    transactions.afterCommit(seen::incrementAndGet);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(seen).hasValue(0);
        assertThatThrownBy(() -> transactions.afterCommit(seen::incrementAndGet))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reading_does_not_write() {
        assertThatThrownBy(() -> transactions.read(() -> {
            execute("UPDATE counter SET n = 7");
            return 1;
        }));
        assertThat(count()).isZero();
    }

    @Test
    void a_deadlock_is_tried_again_by_the_outermost() throws Exception {
        var bothHoldOne = new CyclicBarrier(2);
        var attempts = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(crossing(1, 2, bothHoldOne, attempts));
            var second = threads.submit(crossing(2, 1, bothHoldOne, attempts));
            first.get();
            second.get();
        }
        assertThat(attempts).hasValue(3);
        assertThat(count()).isEqualTo(2);
    }

    private Callable<Object> crossing(int mine, int other, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
        return () -> transactions.write(() -> transactions.write(() -> {
            var firstRound = attempts.incrementAndGet() <= 2;
            // The server looks for deadlocks after a second, when our lock timeout would end the wait.
            execute("SET LOCAL lock_timeout = '3s'");
            execute("SET LOCAL statement_timeout = '4s'");
            execute("UPDATE counter SET n = n + 1 WHERE id = " + mine);
            if (firstRound) {
                await(bothHoldOne);
            }
            execute("UPDATE counter SET n = n + 1 WHERE id = " + other);
            return 1;
        }));
    }

    @Test
    void a_serialization_failure_that_stays_is_an_outage_after_four_attempts() {
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> transactions.write(() -> {
                    attempts.incrementAndGet();
                    execute("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40001'; END $$");
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(attempts).hasValue(4);
    }

    @Test
    void a_slow_statement_and_a_held_lock_are_outages() {
        assertThatThrownBy(() -> transactions.write(() -> execute("SELECT pg_sleep(3)")))
                .isInstanceOf(Unavailable.class);
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            transactions.write(() -> {
                execute("UPDATE counter SET n = 1 WHERE id = 1");
                var blocked =
                        other.submit(() -> transactions.write(() -> execute("UPDATE counter SET n = 2 WHERE id = 1")));
                assertThatThrownBy(blocked::get).hasCauseInstanceOf(Unavailable.class);
            });
        }
    }

    @Test
    void a_constraint_is_no_outage() {
        assertThatThrownBy(() -> transactions.write(() -> execute("INSERT INTO counter VALUES (1, 1)")))
                .isNotInstanceOf(Unavailable.class)
                .matches(failure -> !DatabaseFailures.isOutage(failure))
                .matches(DatabaseFailures::isRefusedData);
    }

    private int count() {
        return Integer.parseInt(transactions.read(() -> text("SELECT max(n)::text FROM counter")));
    }

    private void execute(String sql) {
        jdbc.prepareStatement(sql, statement -> statement.execute());
    }

    private String text(String sql) {
        return jdbc.prepareStatement(sql, statement -> {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
