package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Trap.Then;
import dev.usher.local.Service;
import java.util.List;

/** PostgreSQL down, dying, hanging and refusing. */
final class PostgresRows {
    static final List<Row> ROWS = List.of(
            row("F-PG-1", "down at the start: it starts, is not ready, and is ready soon after the database came")
                    .inSuite("auth-service", "OutagesTest", "f_pg_1_")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_service_starts_without_its_database"),
            row("F-PG-2", "dies in the middle: nothing half-written, nothing acknowledged lost")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_killed_database_costs_seconds"),
            row("F-PG-3", "hangs: 503 in time, nothing piles up"),
            row("F-PG-4", "slow: slower answers, none over 5 s"),
            row("F-PG-5", "refuses: tried again or 503, never 500")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_database_that_refuses")
                    .inSuite("shared-kernel", "TransactionsTest", "a_"),
            row("F-PG-6", "restarts: seconds of 503"),
            row("F-PG-7", "the answer to COMMIT is lost: 503, and the same sign-up again makes no second account")
                    .fast(PostgresRows::lost_commit)
                    .full(PostgresRows::lost_commit),
            row("F-PG-8", "pool exhausted: 503 soon; health, keys and logout go on")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_full_pool"),
            row("F-PG-9", "disk full: writes 503, reads go on, nothing acknowledged is lost"),
            row("F-PG-10", "a stale restore: nothing breaks on what is gone"),
            row("F-PG-11", "the clock of the database counts for no expiry"),
            row("F-PG-12", "a migration that is killed is completed, and of two replicas one migrates")
                    .inSuite("shared-kernel", "MigrationsTest", "of_two_that_start_at_once")
                    .inSuite("shared-kernel", "MigrationsTest", "a_process_killed_in_the_middle"));

    private PostgresRows() {}

    private static void lost_commit(Trial trial) {
        var rig = trial.rig();
        var api = rig.api();
        int times = trial.times(5, 50);
        for (int i = 0; i < times; i++) {
            var person = Person.fresh("lost-commit");
            var lost = rig.line(Service.AUTH, Dependency.POSTGRES)
                    .once(
                            moment -> moment.isAnswer("COMMIT") && moment.mentions("insert into account"),
                            () -> Then.RESET);
            assertThat(api.signUp(person).status()).isEqualTo(503);
            assertThat(lost).isDone();
            assertThat(api.signUp(person).status()).as("the same again").isEqualTo(409);
            assertThat(api.logIn(person).status()).isEqualTo(200);
            WindowRows.assertSignedUpOnce(rig, person);
        }
        trial.note("%d answers lost, each with one account and one event", times);
    }
}
