package dev.usher.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description is one, names what the code publishes, no more and no less, and its schemas are the services' own. */
class AsyncApiTest {
    private static final Pattern DATASCHEMA = Pattern.compile("urn:usher:schema:[a-z-]+:[0-9]+");

    private final AsyncApi api = AsyncApi.read();

    @Test
    void it_is_asyncapi_3_by_the_official_schema() {
        assertThat(Documents.misfits(official(), api.document())).isEmpty();
    }

    @Test
    void the_official_schema_refuses_what_is_none() {
        var wrong = (ObjectNode) api.document().deepCopy();
        ((ObjectNode) wrong.at("/operations/publishUserSignup")).put("action", "publish");
        assertThat(Documents.misfits(official(), wrong)).isNotEmpty();
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(api.resolved(api.document()).findValues("$ref")).isEmpty();
    }

    @Test
    void its_messages_are_the_schemas_of_the_services_and_the_types_that_the_code_publishes() {
        var described = new TreeMap<String, String>();
        api.eventChannels().keySet().forEach(topic -> {
            var first = api.messages(topic).getFirst();
            described.put(
                    first.get("name").textValue(),
                    first.at("/payload/schema/$id").textValue());
        });
        var schemas = new TreeMap<String, String>();
        Documents.schemas()
                .values()
                .forEach(schema -> schemas.put(
                        schema.get("title").textValue(), schema.get("$id").textValue()));
        assertThat(described).isEqualTo(schemas);

        var published = new TreeSet<String>();
        Documents.code()
                .forEach(file -> DATASCHEMA
                        .matcher(Documents.text(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(published::add));
        assertThat(published).containsExactlyElementsOf(new TreeSet<>(schemas.values()));
    }

    @Test
    void topic_type_source_and_schema_of_an_event_belong_together() {
        assertThat(api.eventChannels().keySet())
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(api.messages(topic))
                        .isNotEmpty()
                        .allSatisfy(message -> {
                            var type = message.get("name").textValue();
                            assertThat(topic).isEqualTo(type.replace(':', '.'));
                            var own = message.at("/headers/allOf/1/properties");
                            assertThat(own.at("/ce_type/const").textValue()).isEqualTo(type);
                            assertThat(own.at("/ce_source/const").textValue()).startsWith("/");
                            if (message.at("/payload/schema").isObject()) {
                                assertThat(own.at("/ce_dataschema/const")).isEqualTo(message.at("/payload/schema/$id"));
                            } else {
                                assertThat(message.at("/payload/type").textValue())
                                        .isEqualTo("null");
                            }
                            assertThat(message.at("/bindings/kafka/key/type").textValue())
                                    .isEqualTo("string");
                        }));
    }

    @Test
    void the_service_that_publishes_is_the_one_the_schema_stands_with() {
        api.document().at("/components/messages").properties().forEach(message -> {
            var reference = message.getValue().at("/payload/schema/$ref");
            if (reference.isTextual()) {
                var service = message.getValue().at("/headers/allOf/1/properties/ce_source/const");
                assertThat(reference.textValue()).startsWith("../.." + service.textValue() + "/");
            }
        });
    }

    @Test
    void every_channel_has_an_operation_with_all_its_messages() {
        var sent = new TreeMap<String, JsonNode>();
        api.document().get("operations").forEach(operation -> {
            assertThat(operation.get("action").textValue()).isEqualTo("send");
            sent.put(operation.at("/channel/$ref").textValue(), operation.get("messages"));
        });
        var channels = new TreeMap<String, Integer>();
        api.document()
                .get("channels")
                .properties()
                .forEach(channel -> channels.put(
                        "#/channels/" + channel.getKey(),
                        channel.getValue().get("messages").size()));
        assertThat(sent.keySet()).isEqualTo(channels.keySet());
        sent.forEach((channel, messages) -> {
            assertThat(messages).hasSize(channels.getOrDefault(channel, 0));
            messages.forEach(
                    message -> assertThat(message.get("$ref").textValue()).startsWith(channel + "/messages/"));
        });
        assertThat(api.deadLetterTopics()).hasSize(4);
    }

    /** Version 3.0.0 as the AsyncAPI Initiative publishes it (Apache-2.0, asyncapi/spec-json-schemas). */
    private static JsonNode official() {
        try (var in = AsyncApiTest.class.getResourceAsStream("/asyncapi-3.0.0.schema.json")) {
            return Documents.json(
                    new String(Objects.requireNonNull(in, "the schema").readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
