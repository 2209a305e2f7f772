package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Moment.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/** Kafka's requests by the name of their API, and the answers by the request that they belong to. */
final class KafkaProtocol implements Protocol {
    private static final int HEAD = 4;

    private final Map<Integer, Moment> asked = new ConcurrentHashMap<>();

    @Override
    public int length(Direction direction, ByteBuffer bytes) {
        return bytes.limit() < HEAD ? 0 : HEAD + bytes.getInt(0);
    }

    /** Request: api key, version, correlation id, client id. Answer: correlation id. */
    @Override
    public @Nullable Moment read(Direction direction, ByteBuffer message) {
        if (direction == Direction.ANSWER) {
            var request = asked.remove(message.getInt(HEAD));
            return request == null ? null : new Moment(Direction.ANSWER, request.what(), request.by(), List.of());
        }
        var client = new byte[Math.max(0, message.getShort(HEAD + 8))];
        message.get(HEAD + 10, client);
        var moment = new Moment(
                Direction.REQUEST,
                ApiKeys.forId(message.getShort(HEAD)).name(),
                new String(client, StandardCharsets.UTF_8),
                List.of());
        asked.put(message.getInt(HEAD + 4), moment);
        return moment;
    }
}
