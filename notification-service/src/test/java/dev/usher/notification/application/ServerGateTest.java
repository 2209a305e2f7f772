package dev.usher.notification.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.notification.application.ServerGate.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerGateTest {
    /** Close to where the counter wraps round, which it may do at any time. */
    private static final long NOW = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private final ServerGate gate = new ServerGate();

    private static long after(long millis) {
        return NOW + Duration.ofMillis(millis).toNanos();
    }

    @Test
    void while_all_is_well_everybody_passes() {
        assertThat(gate.pass(NOW)).isPresent();
        assertThat(gate.pass(NOW)).isPresent();
        assertThat(gate.closedBecause()).isNull();
    }

    @Test
    void after_an_outage_one_probe_passes_and_nobody_else() {
        close();

        assertThat(gate.closedBecause()).isEqualTo("connect refused");
        assertThat(gate.pass(after(249))).isEmpty();
        assertThat(gate.pass(after(250))).isPresent();
        assertThat(gate.pass(after(250))).isEmpty();
    }

    @Test
    void probes_come_ever_more_seldom_up_to_five_seconds() {
        close();
        var now = NOW;
        var pauses = new ArrayList<Long>();
        for (var probe = 0; probe < 7; probe++) {
            var begin = now;
            var pass = gate.pass(now);
            while (pass.isEmpty()) {
                now += Duration.ofMillis(10).toNanos();
                pass = gate.pass(now);
            }
            pauses.add(Duration.ofNanos(now - begin).toMillis());
            gate.away(pass.get(), "connect refused", now);
        }

        assertThat(pauses).isEqualTo(List.of(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L));
    }

    @Test
    void the_first_that_gets_through_opens_it_for_all() {
        close();
        gate.reached(gate.pass(after(1000)).orElseThrow(), after(1000));

        assertThat(gate.closedBecause()).isNull();
        assertThat(gate.pass(after(1000))).isPresent();
        assertThat(gate.pass(after(1000))).isPresent();
    }

    @Test
    void one_bad_connection_among_good_ones_closes_nothing() {
        var stuck = gate.pass(NOW).orElseThrow();
        gate.reached(gate.pass(after(1000)).orElseThrow(), after(2000));

        gate.away(stuck, "connect timeout", after(30000));

        assertThat(gate.closedBecause()).isNull();
    }

    @Test
    void those_under_way_when_it_closes_do_not_lengthen_the_pause() {
        var second = gate.pass(NOW).orElseThrow();
        var third = gate.pass(NOW).orElseThrow();
        close();
        gate.away(second, "connect refused", NOW);
        gate.away(third, "connect refused", NOW);

        assertThat(gate.pass(after(250))).isPresent();
    }

    @Test
    void a_probe_that_found_nothing_to_send_leaves_its_place_to_the_next() {
        close();
        gate.handBack(gate.pass(after(1000)).orElseThrow());

        assertThat(gate.pass(after(1000)).map(Pass::probe)).contains(true);
    }

    private void close() {
        gate.away(gate.pass(NOW).orElseThrow(), "connect refused", NOW);
    }
}
