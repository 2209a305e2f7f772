package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.event.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event's data, byte for byte, and what readers take. */
class CutoffDataTest {
    private static final UUID USER = UUID.fromString("019b0000-0000-7000-8000-000000000001");
    private static final UUID SESSION = UUID.fromString("019b0000-0000-7000-8000-000000000002");
    private static final Instant EXPIRES = Instant.parse("2026-03-01T12:15:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static String text(Cutoff cutoff) {
        var event = cutoff.event("/auth-service", NOW);
        assertThat(event.type()).isEqualTo("session:cutoff");
        assertThat(event.source()).isEqualTo("/auth-service");
        assertThat(event.key()).isEqualTo(USER.toString());
        assertThat(event.time()).isEqualTo(NOW);
        assertThat(event.dataschema()).isEqualTo("urn:usher:schema:session-cutoff:1");
        return new String(event.data(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> message(@Nullable String type, @Nullable String data) {
        var message = new ConsumerRecord<byte[], byte[]>(
                "session.cutoff", 0, 0, null, data == null ? null : data.getBytes(StandardCharsets.UTF_8));
        if (type != null) {
            message.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        }
        return message;
    }

    private static Cutoff read(String data) throws Unreadable {
        return CutoffData.read(message("session:cutoff", data));
    }

    @Test
    void a_user_on_the_wire() throws Unreadable {
        var cutoff = Cutoff.ofUser(USER, 7, EXPIRES);
        var wire = "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"epoch\":7,\"sid\":null,"
                + "\"expires_at\":\"2026-03-01T12:15:00Z\"}";
        assertThat(text(cutoff)).isEqualTo(wire);
        assertThat(read(wire)).isEqualTo(cutoff);
    }

    @Test
    void a_session_on_the_wire() throws Unreadable {
        var cutoff = Cutoff.ofSession(USER, SESSION, EXPIRES);
        var wire = "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"epoch\":null,"
                + "\"sid\":\"019b0000-0000-7000-8000-000000000002\",\"expires_at\":\"2026-03-01T12:15:00Z\"}";
        assertThat(text(cutoff)).isEqualTo(wire);
        assertThat(read(wire)).isEqualTo(cutoff);
    }

    @Test
    void members_may_be_added_and_absent_ones_are_none() throws Unreadable {
        assertThat(read("{\"reason\":\"logout\",\"expires_at\":\"2026-03-01T12:15:00Z\",\"epoch\":7,\"user_id\":\""
                        + USER + "\"}"))
                .isEqualTo(Cutoff.ofUser(USER, 7, EXPIRES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "null",
                "7",
                "{}",
                "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"expires_at\":\"2026-03-01T12:15:00Z\"}",
                "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"epoch\":1}",
                "{\"epoch\":1,\"expires_at\":\"2026-03-01T12:15:00Z\"}",
                "{\"user_id\":\"somebody\",\"epoch\":1,\"expires_at\":\"2026-03-01T12:15:00Z\"}",
                "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"epoch\":-1,\"expires_at\":\"2026-03-01T12:15:00Z\"}",
                "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"epoch\":\"1\",\"expires_at\":\"2026-03-01T12:15:00Z\"}",
                "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"epoch\":1,\"expires_at\":\"soon\"}",
                "{\"user_id\":\"019b0000-0000-7000-8000-000000000001\",\"epoch\":1,\"expires_at\":1772366400}"
            })
    void what_is_no_cutoff_is_unreadable(String data) {
        assertThatThrownBy(() -> read(data)).isInstanceOf(Unreadable.class);
    }

    @Test
    void so_are_tombstones_and_other_types() {
        var data = text(Cutoff.ofUser(USER, 7, EXPIRES));
        assertThatThrownBy(() -> CutoffData.read(message("session:cutoff", null)))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> CutoffData.read(message("session:ended", data)))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> CutoffData.read(message(null, data))).isInstanceOf(Unreadable.class);
    }
}
