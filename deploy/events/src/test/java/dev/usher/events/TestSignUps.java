package dev.usher.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sign-ups made of the sample: every tenth is poison, every seventh of the others comes twice. */
final class TestSignUps {
    static final String DOMAIN = "kit.example.com";
    private static final int KINDS = 9;

    private final JsonNode signUp = sample("user-signup");
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Set<ProducerRecord<byte[], byte[]>> poison = new HashSet<>();
    private final int good;

    TestSignUps(int count) {
        for (int n = 0; n < count; n++) {
            if (n % 10 == 9) {
                var bad = poison(n, n / 10 % KINDS);
                poison.add(bad);
                records.add(bad);
            } else {
                records.add(record(n));
                if (n % 7 == 0) {
                    records.add(record(n));
                }
            }
        }
        good = count - poison.size();
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    boolean isPoison(ProducerRecord<byte[], byte[]> record) {
        return poison.contains(record);
    }

    /** Sign-ups that can be read. */
    int good() {
        return good;
    }

    UUID user(int n) {
        return new UUID(0x019d_f1b2_5c8b_7000L, 0x8000_0000_0000_0000L + n);
    }

    /** Somebody else, behind all others. */
    ProducerRecord<byte[], byte[]> last() {
        return record(1_000_000);
    }

    /** Another event about the same sign-up. */
    ProducerRecord<byte[], byte[]> late(int n) {
        return record(event(2_000_000 + n), user(n), data(n).toString().getBytes(UTF_8));
    }

    ProducerRecord<byte[], byte[]> deletion(int n) {
        var sample = sample("user-deleted");
        ((ObjectNode) sample.get("data")).put("user_id", user(n).toString());
        return record(sample, user(n), sample.get("data").toString().getBytes(UTF_8));
    }

    private ProducerRecord<byte[], byte[]> record(int n) {
        return record(event(n), user(n), data(n).toString().getBytes(UTF_8));
    }

    private JsonNode event(int n) {
        var event = signUp.deepCopy();
        ((ObjectNode) event.get("headers"))
                .put("ce_id", new UUID(0x019d_f1b2_5c8b_7001L, 0x8000_0000_0000_0000L + n).toString());
        return event;
    }

    private ObjectNode data(int n) {
        ObjectNode data = signUp.get("data").deepCopy();
        return data.put("user_id", user(n).toString())
                .put("email", "person-" + n + "@" + DOMAIN)
                // Nobody knows it, and so nobody minds.
                .put("added_later", true);
    }

    private ProducerRecord<byte[], byte[]> poison(int n, int kind) {
        var event = event(n);
        var headers = (ObjectNode) event.get("headers");
        var data = data(n);
        byte[] bytes = data.toString().getBytes(UTF_8);
        return switch (kind) {
            case 0 -> record(event, user(n), "{\"user_id\":".getBytes(UTF_8));
            case 1 -> {
                headers.put("ce_type", "user:unheard-of");
                yield record(event, user(n), bytes);
            }
            case 2 -> {
                headers.remove("ce_id");
                yield record(event, user(n), bytes);
            }
            case 3 -> {
                headers.put("ce_dataschema", "urn:usher:schema:user-signup:2");
                yield record(event, user(n), bytes);
            }
            case 4 -> record(event, user(n), null);
            case 5 -> record(event, user(n), new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
            case 6 -> record(event, user(n), data.put("user_id", 17).toString().getBytes(UTF_8));
            // JSON may say it, and no text column takes it.
            case 7 ->
                record(
                        event,
                        user(n),
                        data.put("email", "a\u0000@" + DOMAIN).toString().getBytes(UTF_8));
            default -> {
                var large = new byte[900_000];
                new Random(n).nextBytes(large);
                yield record(event, user(n), large);
            }
        };
    }

    @SuppressWarnings("NullAway") // a record may be without a value, which the annotations of its class do not say
    private static ProducerRecord<byte[], byte[]> record(JsonNode event, UUID key, byte @Nullable [] value) {
        var record = new ProducerRecord<>(
                event.get("topic").textValue(), key.toString().getBytes(UTF_8), value);
        event.get("headers")
                .properties()
                .forEach(header -> record.headers()
                        .add(header.getKey(), header.getValue().textValue().getBytes(UTF_8)));
        return record;
    }

    private static JsonNode sample(String name) {
        return Documents.json(Documents.HERE.resolve("samples/" + name + ".json"));
    }
}
