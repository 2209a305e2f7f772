package dev.usher.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The schemas that others were given, {@code <name>/v<version>.schema.json}: copies that are not touched by whoever
 * changes a service. A published version holds for ever.
 */
final class PublishedSchemas {
    private static final String SCHEMA = ".schema.json";

    private final Path directory;

    PublishedSchemas(Path directory) {
        this.directory = directory;
    }

    /** Why these schemas of the services may not be published as they are; empty when they may. */
    List<String> objections(Map<String, JsonNode> schemas) {
        var objections = new ArrayList<String>();
        var names = new TreeSet<>(schemas.keySet());
        names.addAll(published().keySet());
        for (var name : names) {
            var versions = published().getOrDefault(name, new TreeMap<>());
            var schema = schemas.get(name);
            if (schema == null) {
                objections.add(name + ": the schema is gone, and others read these events");
            } else {
                object(name, schema, versions, objections);
            }
        }
        return objections;
    }

    private static void object(
            String name, JsonNode schema, SortedMap<Integer, JsonNode> versions, List<String> objections) {
        int version = version(schema);
        int last = versions.isEmpty() ? 0 : versions.lastKey();
        var published = versions.get(version);
        if (version < last) {
            objections.add(name + ": version " + version + " is older than the published version " + last);
        } else if (published == null) {
            objections.add("%s: version %d is not published; copy it to deploy/events/published/%s/v%d%s"
                    .formatted(name, version, name, version, SCHEMA));
        } else {
            var breaking = SchemaChanges.breaking(published, schema);
            breaking.forEach(change -> objections.add(
                    "%s, version %d, %s. Take it back, or publish it as version %d (deploy/events/README.md, Versions)"
                            .formatted(name, version, change, last + 1)));
        }
    }

    static int version(JsonNode schema) {
        var id = schema.path("$id").asText();
        return Integer.parseInt(id.substring(id.lastIndexOf(':') + 1));
    }

    private Map<String, SortedMap<Integer, JsonNode>> published() {
        var published = new TreeMap<String, SortedMap<Integer, JsonNode>>();
        try (var files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(SCHEMA)).forEach(file -> {
                var name = directory.relativize(file).getName(0).toString();
                var schema = Documents.json(file);
                var version = version(schema);
                if (!file.endsWith("v" + version + SCHEMA)) {
                    throw new AssertionError(file + " holds version " + version);
                }
                published.computeIfAbsent(name, any -> new TreeMap<>()).put(version, schema);
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return published;
    }
}
