package dev.usher.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that breaks a reader of a published schema fails the build; and that it does is shown for each kind of change. */
class PublishedSchemasTest {
    private static final JsonNode PUBLISHED = Documents.json("""
            {
              "$id": "urn:usher:schema:sample:1",
              "title": "sample",
              "type": "object",
              "properties": {
                "user_id": {"type": "string", "format": "uuid"},
                "email": {"type": "string", "minLength": 6, "maxLength": 254},
                "status": {"type": "string", "enum": ["active", "disabled"]},
                "epoch": {"type": ["integer", "null"], "minimum": 0},
                "note": {"type": "string", "pattern": "^[a-z]*$"},
                "parts": {
                  "type": "array",
                  "items": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
                }
              },
              "required": ["user_id", "email", "status"],
              "anyOf": [{"properties": {"epoch": {"type": "integer"}}}, {"required": ["note"]}]
            }""");

    @Test
    void what_the_services_publish_breaks_nobody() {
        assertThat(new PublishedSchemas(Documents.HERE.resolve("published")).objections(Documents.schemas()))
                .isEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                change("a member is removed", "email: is gone", schema -> {
                    members(schema).remove("email");
                    required(schema).remove(1);
                }),
                change("a member gets another name", "email: is gone", schema -> {
                    members(schema).set("mail", members(schema).remove("email"));
                    required(schema).remove(1);
                }),
                change(
                        "a member is no longer always there",
                        "email: is no longer always there",
                        schema -> required(schema).remove(1)),
                change(
                        "an optional member is required",
                        "note: is required now",
                        schema -> required(schema).add("note")),
                change("a new member is required", "extra: is required now", schema -> {
                    members(schema).putObject("extra").put("type", "string");
                    required(schema).add("extra");
                }),
                change(
                        "another type",
                        "user_id: type was \"string\" and is \"integer\"",
                        schema -> member(schema, "user_id").put("type", "integer")),
                change(
                        "null comes in",
                        "email: type was \"string\" and is [\"string\",\"null\"]",
                        schema -> member(schema, "email")
                                .putArray("type")
                                .add("string")
                                .add("null")),
                change(
                        "null goes out",
                        "epoch: type was",
                        schema -> member(schema, "epoch").put("type", "integer")),
                change(
                        "a value more",
                        "status: may be \"locked\" now",
                        schema -> ((ArrayNode) member(schema, "status").get("enum")).add("locked")),
                change(
                        "a value less",
                        "status: may no longer be \"disabled\"",
                        schema -> ((ArrayNode) member(schema, "status").get("enum")).remove(1)),
                change(
                        "no values any more",
                        "status: enum was [\"active\",\"disabled\"] and is not given",
                        schema -> member(schema, "status").remove("enum")),
                change(
                        "another format",
                        "user_id: format was \"uuid\" and is \"uri\"",
                        schema -> member(schema, "user_id").put("format", "uri")),
                change(
                        "no format any more",
                        "user_id: format was \"uuid\" and is not given",
                        schema -> member(schema, "user_id").remove("format")),
                change(
                        "a format where none was",
                        "email: format was not given",
                        schema -> member(schema, "email").put("format", "email")),
                change(
                        "longer",
                        "email: maxLength was 254 and is 320",
                        schema -> member(schema, "email").put("maxLength", 320)),
                change(
                        "shorter",
                        "email: maxLength was 254 and is 100",
                        schema -> member(schema, "email").put("maxLength", 100)),
                change(
                        "no limit any more",
                        "email: minLength was 6 and is not given",
                        schema -> member(schema, "email").remove("minLength")),
                change(
                        "smaller",
                        "epoch: minimum was 0 and is -1",
                        schema -> member(schema, "epoch").put("minimum", -1)),
                change(
                        "another pattern",
                        "note: pattern was",
                        schema -> member(schema, "note").put("pattern", "^.*$")),
                change(
                        "a part has another type",
                        "parts/items/name: type was",
                        schema -> ((ObjectNode) member(schema, "parts").at("/items/properties/name"))
                                .put("type", "integer")),
                change(
                        "a part may lack a member",
                        "parts/items/name: is no longer always there",
                        schema -> ((ObjectNode) member(schema, "parts").get("items")).remove("required")),
                change(
                        "other alternatives",
                        "the whole: anyOf was",
                        schema -> ((ArrayNode) schema.get("anyOf")).remove(1)),
                change(
                        "closed to members to come",
                        "the whole: additionalProperties was not given",
                        schema -> schema.put("additionalProperties", false)),
                change(
                        "a word that the check does not know",
                        "email: contentEncoding was not given",
                        schema -> member(schema, "email").put("contentEncoding", "base64")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void what_breaks_a_reader_is_named(String change, String complaint, Consumer<ObjectNode> edit) {
        var changed = edited(edit);
        assertThat(SchemaChanges.breaking(PUBLISHED, changed))
                .as(change)
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith(complaint));
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                change("nothing", "", schema -> {}),
                change(
                        "a new member that need not be there",
                        "",
                        schema -> members(schema).putObject("extra").put("type", "string")),
                change(
                        "a new member of a part",
                        "",
                        schema -> ((ObjectNode) member(schema, "parts").at("/items/properties"))
                                .putObject("extra")
                                .put("type", "string")),
                change("other words about it", "", schema -> {
                    schema.put("title", "another").put("description", "said better");
                    member(schema, "email").putArray("examples").add("grace@example.com");
                    ((ObjectNode) schema.at("/anyOf/0")).put("description", "why");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void what_breaks_nobody_passes(String change, String none, Consumer<ObjectNode> edit) {
        assertThat(SchemaChanges.breaking(PUBLISHED, edited(edit)))
                .as(change + none)
                .isEmpty();
    }

    @Test
    void a_version_is_published_before_it_is_sent_and_never_taken_back(@TempDir Path directory) throws IOException {
        var published = new PublishedSchemas(directory);
        assertThat(published.objections(Map.of("sample", PUBLISHED)))
                .containsExactly("sample: version 1 is not published;"
                        + " copy it to deploy/events/published/sample/v1.schema.json");

        publish(directory, PUBLISHED, 1);
        assertThat(published.objections(Map.of("sample", PUBLISHED))).isEmpty();
        var broken = edited(schema -> member(schema, "email").put("maxLength", 320));
        assertThat(published.objections(Map.of("sample", broken)))
                .containsExactly("sample, version 1, email: maxLength was 254 and is 320."
                        + " Take it back, or publish it as version 2 (deploy/events/README.md, Versions)");

        var second = edited(schema -> {
            member(schema, "email").put("maxLength", 320);
            schema.put("$id", "urn:usher:schema:sample:2");
        });
        publish(directory, second, 2);
        assertThat(published.objections(Map.of("sample", second))).isEmpty();
        assertThat(published.objections(Map.of("sample", PUBLISHED)))
                .containsExactly("sample: version 1 is older than the published version 2");
        assertThat(published.objections(Map.of()))
                .containsExactly("sample: the schema is gone, and others read these events");
    }

    private static void publish(Path directory, JsonNode schema, int version) throws IOException {
        var folder = Files.createDirectories(directory.resolve("sample"));
        Files.writeString(folder.resolve("v" + version + ".schema.json"), schema.toString());
    }

    private static Arguments change(String name, String complaint, Consumer<ObjectNode> edit) {
        return Arguments.of(name, complaint, edit);
    }

    private static ObjectNode edited(Consumer<ObjectNode> edit) {
        ObjectNode schema = PUBLISHED.deepCopy();
        edit.accept(schema);
        return schema;
    }

    private static ObjectNode members(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    private static ObjectNode member(ObjectNode schema, String name) {
        return (ObjectNode) schema.get("properties").get(name);
    }

    private static ArrayNode required(ObjectNode schema) {
        return (ArrayNode) schema.get("required");
    }
}
