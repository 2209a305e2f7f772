package dev.usher.kernel.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.web.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One event (CloudEvents 1.0). Events of one key are published in the order of their commits.
 *
 * @param id stays the same however often it is delivered; unique for the source
 * @param type name with colons, {@code user:signup}; the topic follows from it
 * @param source {@code /} and the service's name
 * @param key what the event is about, the unit of order: for most types the user's id
 * @param dataschema URN that ends in the version of the data's schema
 * @param data JSON in UTF-8; null deletes the key from a compacted topic. Not copied: nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy at every step would buy nothing
public record Event(
        UUID id,
        String type,
        String source,
        String key,
        Instant time,
        @Nullable String dataschema,
        byte @Nullable [] data) {

    /** A new event whose data are the record written as JSON, {@code null} members included. */
    public static Event of(String type, String source, String key, Instant time, String dataschema, Object data) {
        return new Event(Ids.next(time), type, source, key, time, dataschema, EventJson.write(data));
    }

    /** A new event that deletes its key from a compacted topic. */
    public static Event tombstone(String type, String source, String key, Instant time) {
        return new Event(Ids.next(time), type, source, key, time, null, null);
    }

    /** Kafka allows no colon in the name of a topic. */
    public static String topic(String type) {
        return type.replace(':', '.');
    }

    /**
     * The data as a record that declares only what its reader needs; other members are ignored.
     *
     * @throws Unreadable for a tombstone, and for data that are no such object
     */
    public <T> T data(Class<T> shape) throws Unreadable {
        if (data == null) {
            throw new Unreadable("no data");
        }
        try {
            return Json.events().readValue(data, shape);
        } catch (JsonMappingException wrongShape) {
            throw new Unreadable("data: wrong type" + path(wrongShape));
        } catch (JacksonException notJson) {
            throw new Unreadable("data: not JSON");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Names of members only, and only such as we would give: what a stranger wrote does not get into a reason. */
    private static String path(JsonMappingException failure) {
        var names = failure.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null && name.matches("[a-z_]{1,40}"))
                .collect(Collectors.joining("."));
        return names.isEmpty() ? "" : " at " + names;
    }

    /** Without the data, which may hold personal data and secrets. */
    @Override
    public String toString() {
        return "Event[" + type + " " + id + "]";
    }
}
