package dev.usher.kernel.event;

import dev.usher.kernel.value.Ids;
import dev.usher.kernel.web.Json;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Events as Kafka records and back: CloudEvents 1.0, Kafka protocol binding, binary mode. */
final class EventRecords {
    private static final String JSON = "application/json";
    private static final String CONTENT_TYPE = "content-type";
    private static final List<String> REQUIRED = List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time");

    private EventRecords() {}

    static ProducerRecord<byte[], byte[]> write(Event event) {
        var cloudEvent = CloudEventBuilder.v1()
                .withId(event.id().toString())
                .withSource(URI.create(event.source()))
                .withType(event.type())
                .withTime(event.time().atOffset(ZoneOffset.UTC));
        if (event.dataschema() != null) {
            cloudEvent.withDataSchema(URI.create(event.dataschema()));
        }
        if (event.data() != null) {
            cloudEvent.withData(JSON, event.data());
        }
        var key = event.key().getBytes(StandardCharsets.UTF_8);
        return KafkaMessageFactory.createWriter(Event.topic(event.type()), null, null, key)
                .writeBinary(cloudEvent.build());
    }

    /** @throws Unreadable when it is not one of the form that we publish; members that we do not know are no reason */
    static Event read(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        for (var name : REQUIRED) {
            header(record.headers(), name);
        }
        requireJson(record);
        try {
            var read = KafkaMessageFactory.createReader(record.headers(), record.value())
                    .toEvent();
            var id = Ids.parse(read.getId()).orElseThrow(() -> new Unreadable("header ce_id: not a UUID"));
            var schema = read.getDataSchema();
            return new Event(
                    id,
                    read.getType(),
                    header(record.headers(), "ce_source"),
                    key(record),
                    Instant.from(read.getTime()),
                    schema == null ? null : schema.toString(),
                    record.value());
        } catch (CloudEventRWException | IllegalArgumentException refused) {
            throw new Unreadable("not a CloudEvent of version 1.0 in binary mode");
        }
    }

    private static String header(Headers headers, String name) throws Unreadable {
        var values = headers.headers(name).iterator();
        if (!values.hasNext()) {
            throw new Unreadable("header " + name + ": missing");
        }
        var value = text(values.next().value(), "header " + name);
        if (value.isEmpty() || values.hasNext()) {
            throw new Unreadable("header " + name + ": empty or repeated");
        }
        return value;
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        return text(record.key(), "key");
    }

    private static String text(byte[] bytes, String what) throws Unreadable {
        if (bytes == null) {
            throw new Unreadable(what + ": missing");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Unreadable(what + ": not UTF-8");
        }
    }

    private static void requireJson(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        if (record.value() == null) {
            return;
        }
        var type = record.headers().lastHeader(CONTENT_TYPE);
        if (type != null && !isJson(text(type.value(), "header " + CONTENT_TYPE))) {
            throw new Unreadable("header content-type: not " + JSON);
        }
        try {
            if (!Json.events().readTree(record.value()).isObject()) {
                throw new Unreadable("data: not a JSON object");
            }
        } catch (IOException notJson) {
            throw new Unreadable("data: not JSON");
        }
    }

    private static boolean isJson(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }
}
