package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void without_a_terminal_it_is_a_line_per_event_and_no_control_codes() {
        var progress = new Progress(out, false);
        var redis = progress.step("Redis");
        progress.step("Kafka").starting();
        redis.starting();
        redis.ready("redis://127.0.0.1:6379");
        progress.end();
        assertThat(written.toString(StandardCharsets.UTF_8))
                .matches("  Redis +ready +\\d+[.,]\\d s  redis://127.0.0.1:6379\\R");
    }

    @Test
    void on_a_terminal_the_table_is_redrawn_in_place() {
        var progress = new Progress(out, true);
        progress.step("Redis").starting();
        progress.step("Kafka");
        progress.end();
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("Redis", "starting", "Kafka", "waiting");
    }
}
