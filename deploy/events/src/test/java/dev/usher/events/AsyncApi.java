package dev.usher.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** The description as a reader's tool sees it: every reference followed. */
final class AsyncApi {
    private final JsonNode document;

    private AsyncApi(JsonNode document) {
        this.document = document;
    }

    static AsyncApi read() {
        Map<String, Object> loaded = new Yaml().load(Documents.text(Documents.HERE.resolve("asyncapi.yaml")));
        return new AsyncApi(new ObjectMapper().valueToTree(loaded));
    }

    /** As it is written. */
    JsonNode document() {
        return document;
    }

    /** Those of events, and not of dead letters, by the name of their topic. */
    Map<String, JsonNode> eventChannels() {
        var channels = new TreeMap<String, JsonNode>();
        for (var channel : document.get("channels")) {
            var address = channel.get("address").textValue();
            if (!address.endsWith(".dead-letter")) {
                channels.put(address, resolved(channel));
            }
        }
        return channels;
    }

    List<String> deadLetterTopics() {
        return document.get("channels").findValuesAsText("address").stream()
                .filter(address -> address.endsWith(".dead-letter"))
                .toList();
    }

    /** The messages of a topic, references followed. */
    List<JsonNode> messages(String topic) {
        var messages = new ArrayList<JsonNode>();
        var channel = eventChannels().get(topic);
        if (channel != null) {
            channel.get("messages").forEach(messages::add);
        }
        return messages;
    }

    /** A copy in which every {@code $ref} is replaced by what it points to; fails for one that points nowhere. */
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref");
        if (reference.isTextual()) {
            return resolved(target(reference.textValue()));
        }
        if (node instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), resolved(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(resolved(item)));
            return copy;
        }
        return node;
    }

    private JsonNode target(String reference) {
        if (!reference.startsWith("#")) {
            return Documents.json(Documents.HERE.resolve(reference));
        }
        var target = document.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError(reference + " points nowhere");
        }
        return target;
    }
}
