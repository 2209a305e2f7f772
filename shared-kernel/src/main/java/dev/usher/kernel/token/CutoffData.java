package dev.usher.kernel.token;

import com.fasterxml.jackson.core.JacksonException;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A {@link Cutoff} on the wire: the data of the event. */
record CutoffData(
        @Nullable UUID userId,
        @Nullable Long epoch,
        @Nullable UUID sid,
        @Nullable Instant expiresAt) {
    /** Asks for no more than it needs: a cut-off that is passed over leaves a dead token alive. */
    static Cutoff read(ConsumerRecord<byte[], byte[]> message) throws Unreadable {
        var type = message.headers().lastHeader("ce_type");
        if (type == null || !Cutoff.TYPE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            throw new Unreadable("header ce_type: not " + Cutoff.TYPE);
        }
        if (message.value() == null) {
            throw new Unreadable("no data");
        }
        try {
            return cutoff(Json.events().readValue(message.value(), CutoffData.class));
        } catch (JacksonException wrong) {
            throw new Unreadable("data: not JSON of this shape");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Cutoff cutoff(@Nullable CutoffData data) throws Unreadable {
        if (data == null || data.userId == null || data.expiresAt == null) {
            throw new Unreadable("data: a member is missing");
        }
        if ((data.epoch == null && data.sid == null) || (data.epoch != null && data.epoch < 0)) {
            throw new Unreadable("data: neither an epoch nor a session");
        }
        return new Cutoff(data.userId, data.epoch, data.sid, data.expiresAt);
    }
}
