package dev.usher.notification.application;

import static dev.usher.notification.domain.TestMails.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.notification.application.ServerGate.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerGateTest {
    private final ServerGate gate = new ServerGate();

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
        assertThat(gate.pass(NOW.plusMillis(249))).isEmpty();
        assertThat(gate.pass(NOW.plusMillis(250))).isPresent();
        assertThat(gate.pass(NOW.plusMillis(250))).isEmpty();
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
                now = now.plusMillis(10);
                pass = gate.pass(now);
            }
            pauses.add(Duration.between(begin, now).toMillis());
            gate.away(pass.get(), "connect refused", now);
        }

        assertThat(pauses).isEqualTo(List.of(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L));
    }

    @Test
    void the_first_that_gets_through_opens_it_for_all() {
        close();
        gate.reached(gate.pass(NOW.plusSeconds(1)).orElseThrow(), NOW.plusSeconds(1));

        assertThat(gate.closedBecause()).isNull();
        assertThat(gate.pass(NOW.plusSeconds(1))).isPresent();
        assertThat(gate.pass(NOW.plusSeconds(1))).isPresent();
    }

    @Test
    void one_bad_connection_among_good_ones_closes_nothing() {
        var stuck = gate.pass(NOW).orElseThrow();
        gate.reached(gate.pass(NOW.plusSeconds(1)).orElseThrow(), NOW.plusSeconds(2));

        gate.away(stuck, "connect timeout", NOW.plusSeconds(30));

        assertThat(gate.closedBecause()).isNull();
    }

    @Test
    void those_under_way_when_it_closes_do_not_lengthen_the_pause() {
        var second = gate.pass(NOW).orElseThrow();
        var third = gate.pass(NOW).orElseThrow();
        close();
        gate.away(second, "connect refused", NOW);
        gate.away(third, "connect refused", NOW);

        assertThat(gate.pass(NOW.plusMillis(250))).isPresent();
    }

    @Test
    void a_probe_that_found_nothing_to_send_leaves_its_place_to_the_next() {
        close();
        gate.handBack(gate.pass(NOW.plusSeconds(1)).orElseThrow());

        assertThat(gate.pass(NOW.plusSeconds(1)).map(Pass::probe)).contains(true);
    }

    private void close() {
        gate.away(gate.pass(NOW).orElseThrow(), "connect refused", NOW);
    }
}
