package dev.usher.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a changed schema breaks somebody while the version stays the same. Two kinds of readers are meant: those that
 * were written for the published schema and get the new events, and those that will be written for the new one and read
 * the old events that the topic still has. So everything that is said of a published member stays as it was, and members
 * may be added that are not always there.
 *
 * <p>Of the libraries that compare JSON Schemas, those of the schema registries hold a new member of an open object for
 * breaking (somebody might have sent one of that name and another type before), and our objects are open so that members
 * can be added. Our producers never send what no schema names, which none of them can know.
 */
final class SchemaChanges {
    /** Words that say nothing about which data fit. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "$schema", "$id", "$comment", "title", "description", "examples", "default", "deprecated", "readOnly");

    private final List<String> breaking = new ArrayList<>();

    private SchemaChanges() {}

    /** One line for each change, empty when there is none. */
    static List<String> breaking(JsonNode published, JsonNode now) {
        var changes = new SchemaChanges();
        changes.compare("", published, now);
        return changes.breaking;
    }

    private void compare(String path, JsonNode published, JsonNode now) {
        if (!published.isObject() || !now.isObject()) {
            if (!published.equals(now)) {
                report(path, "was " + published + " and is " + now);
            }
            return;
        }
        var words = new TreeSet<String>();
        published.fieldNames().forEachRemaining(words::add);
        now.fieldNames().forEachRemaining(words::add);
        words.removeAll(ANNOTATIONS);
        for (var word : words) {
            switch (word) {
                case "properties" -> members(path, published.path(word), now.path(word));
                case "required" -> required(path, published, now);
                case "items" -> compare(path + "/items", published.path(word), now.path(word));
                case "enum" -> values(path, published.path(word), now.path(word));
                default -> rule(path, word, published.path(word), now.path(word));
            }
        }
    }

    private void members(String path, JsonNode published, JsonNode now) {
        published.properties().forEach(member -> {
            if (now.has(member.getKey())) {
                compare(path + "/" + member.getKey(), member.getValue(), now.get(member.getKey()));
            } else {
                report(path + "/" + member.getKey(), "is gone or has another name: who reads it finds nothing");
            }
        });
    }

    private void required(String path, JsonNode published, JsonNode now) {
        var before = texts(published.path("required"));
        var after = texts(now.path("required"));
        before.stream()
                .filter(name -> !after.contains(name) && now.path("properties").has(name))
                .forEach(name -> report(path + "/" + name, "is no longer always there: who relies on it fails"));
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name ->
                        report(path + "/" + name, "is required now: events that are published already may lack it"));
    }

    private void values(String path, JsonNode published, JsonNode now) {
        if (published.isMissingNode() || now.isMissingNode()) {
            rule(path, "enum", published, now);
            return;
        }
        published.forEach(value -> {
            if (!contains(now, value)) {
                report(path, "may no longer be " + value + ": events that are published already have it");
            }
        });
        now.forEach(value -> {
            if (!contains(published, value)) {
                report(path, "may be " + value + " now: who knows the published values only fails");
            }
        });
    }

    /** A word that we know nothing of is a rule too. */
    private void rule(String path, String word, JsonNode published, JsonNode now) {
        if (!withoutAnnotations(published).equals(withoutAnnotations(now))) {
            report(path, word + " was " + shown(published) + " and is " + shown(now));
        }
    }

    private void report(String path, String change) {
        breaking.add((path.isEmpty() ? "the whole" : path.substring(1)) + ": " + change);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "not given" : value.toString();
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (var one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new HashSet<String>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static JsonNode withoutAnnotations(JsonNode node) {
        if (!node.isContainerNode()) {
            return node;
        }
        var copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(ANNOTATIONS);
        }
        node.forEach(SchemaChanges::strip);
    }
}
