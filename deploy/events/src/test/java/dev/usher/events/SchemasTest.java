package dev.usher.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A schema says all that a reader needs, and leaves room for members to come. */
class SchemasTest {
    static Stream<Map.Entry<String, JsonNode>> schemas() {
        return Documents.schemas().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void its_name_type_and_version_are_one(Map.Entry<String, JsonNode> named) {
        var schema = named.getValue();
        assertThat(schema.get("$schema").textValue()).isEqualTo("http://json-schema.org/draft-07/schema#");
        assertThat(schema.get("$id").textValue()).matches("urn:usher:schema:" + named.getKey() + ":[1-9][0-9]*");
        assertThat(schema.get("title").textValue().replace(':', '-')).isEqualTo(named.getKey());
        assertThat(schema.get("type").textValue()).isEqualTo("object");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void every_member_is_described_with_examples_that_fit(Map.Entry<String, JsonNode> named) {
        assertThat(named.getValue().get("description").textValue()).isNotBlank();
        members(named.getValue()).forEach(member -> {
            var name = named.getKey() + " " + member.getKey();
            assertThat(member.getValue().path("description").asText()).as(name).isNotBlank();
            assertThat(member.getValue().path("examples"))
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(Documents.misfits(member.getValue(), example))
                            .as(name)
                            .isEmpty());
        });
    }

    /** D-9: who reads ignores what it does not know, so a new member breaks nobody. */
    @ParameterizedTest
    @MethodSource("schemas")
    void d_9_members_that_nobody_knows_fit(Map.Entry<String, JsonNode> named) {
        assertThat(named.getValue().findValues("additionalProperties")).isEmpty();
        Documents.samples().values().stream()
                .filter(sample -> sample.get("headers")
                        .path("ce_dataschema")
                        .equals(named.getValue().get("$id")))
                .forEach(sample -> {
                    var data = (ObjectNode) sample.get("data").deepCopy();
                    data.putObject("added_later").put("n", 1);
                    assertThat(Documents.misfits(named.getValue(), data)).isEmpty();
                });
    }

    /** Of the object and of all objects in it. */
    private static Stream<Map.Entry<String, JsonNode>> members(JsonNode schema) {
        return schema.path("properties").properties().stream()
                .flatMap(member -> Stream.concat(
                        Stream.of(member),
                        Stream.concat(
                                members(member.getValue()),
                                members(member.getValue().path("items")))));
    }
}
