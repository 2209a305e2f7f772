package dev.usher.events;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that are published, where they stand. */
final class Documents {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final List<String> SERVICES =
            List.of("auth-service", "profile-service", "catalog-service", "notification-service");
    private static final String SCHEMA = ".schema.json";

    /** {@code deploy/events}. */
    static final Path HERE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

    static final Path ROOT = HERE.resolve("../..").normalize();

    private Documents() {}

    /** The schemas of all services by the names of their files: {@code user-signup}. */
    static SortedMap<String, JsonNode> schemas() {
        var schemas = new TreeMap<String, JsonNode>();
        SERVICES.forEach(service -> files(ROOT.resolve(service).resolve("src/main/resources/events"), SCHEMA)
                .forEach(file -> schemas.put(name(file, SCHEMA), json(file))));
        return schemas;
    }

    /** What the tests of the services pin of their real data. */
    static SortedMap<String, JsonNode> producedData() {
        var data = new TreeMap<String, JsonNode>();
        SERVICES.forEach(service -> files(ROOT.resolve(service).resolve("src/test/resources/events"), ".json")
                .forEach(file -> data.put(name(file, ".json"), json(file))));
        return data;
    }

    static SortedMap<String, JsonNode> samples() {
        var samples = new TreeMap<String, JsonNode>();
        files(HERE.resolve("samples"), ".json").forEach(file -> samples.put(name(file, ".json"), json(file)));
        return samples;
    }

    /** The main code of the services and of what they share. */
    static List<Path> code() {
        return Stream.concat(SERVICES.stream(), Stream.of("shared-kernel"))
                .flatMap(module -> walk(ROOT.resolve(module).resolve("src/main/java")))
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " is no JSON", failure);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What of the document does not fit the schema, formats included. */
    static List<Error> misfits(JsonNode schema, JsonNode document) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(
                        document.toString(),
                        InputFormat.JSON,
                        run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static List<Path> files(Path directory, String ending) {
        return walk(directory)
                .filter(file -> file.toString().endsWith(ending))
                .sorted()
                .toList();
    }

    private static Stream<Path> walk(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (var files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String name(Path file, String ending) {
        var name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }
}
