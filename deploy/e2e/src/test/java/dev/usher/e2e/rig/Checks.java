package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.e2e.rig.Api.Reply;
import dev.usher.e2e.rig.Ledger.Entry;
import dev.usher.e2e.rig.Trap.Then;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What several families of rows look for. */
final class Checks {
    private Checks() {}

    static boolean committed(Moment moment, String statement) {
        return moment.isAnswer("COMMIT") && moment.mentions(statement);
    }

    static Then killed(Replica replica) {
        replica.kill();
        return Then.RESET;
    }

    /** As a client does: what nobody knows is asked again, for a while. */
    static Reply patiently(Supplier<Reply> request) {
        var reply = request.get();
        for (int attempt = 0; (reply.status() == 503 || reply.status() == 0) && attempt < 100; attempt++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            reply = request.get();
        }
        return reply;
    }

    static void assertUnavailable(Reply reply, Duration limit) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
        assertThat(reply.took()).isLessThan(limit);
    }

    static Duration percentile(List<Entry> entries, double share) {
        var sorted = entries.stream().map(Entry::took).sorted().toList();
        return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }

    static void recovered(Trial trial, long healedAt, Duration limit) {
        var took = Duration.ofNanos(System.nanoTime() - healedAt);
        trial.note("recovered in %d ms", took.toMillis());
        assertThat(took).isLessThan(limit);
    }

    /** Nobody was taken for a thief. */
    static void assertNoAlarm(Rig rig) {
        assertThat(Sql.count(
                        rig.database(Service.AUTH),
                        "select count(*) from outbox where type = 'session:reuse-detected'"))
                .as("false alarms")
                .isZero();
    }
}
