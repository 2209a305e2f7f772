package dev.usher.kernel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.usher.kernel.web.Json;

/** The data of events as bytes. */
final class EventJson {
    private EventJson() {}

    static byte[] write(Object data) {
        try {
            return Json.events().writeValueAsBytes(data);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("No JSON from " + data.getClass().getName(), bug);
        }
    }
}
