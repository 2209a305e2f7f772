package dev.usher.catalog.rbac.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.usher.catalog.rbac.adapter.out.postgres.PolicyEventJson.Permission;
import dev.usher.catalog.rbac.adapter.out.postgres.PolicyEventJson.RbacMember;
import dev.usher.catalog.rbac.adapter.out.postgres.PolicyEventJson.RbacRole;
import dev.usher.catalog.rbac.domain.TestEntries;
import dev.usher.kernel.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others read of our events: their bytes are pinned by samples, their form by the published schemas. */
class PolicyEventJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID USER = UUID.fromString("019df1b2-5c8b-7000-8000-00000000000a");

    static Stream<Event> events() {
        return Stream.of(
                PolicyEventJson.role(
                        new RbacRole(
                                "editor",
                                List.of(
                                        new Permission("articles:read", List.of("articles", "search")),
                                        new Permission("articles:write", List.of())),
                                7),
                        TestEntries.NOW),
                PolicyEventJson.member(new RbacMember(USER, List.of("customer", "editor"), 3), TestEntries.NOW));
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_data_are_the_samples(Event event) throws IOException {
        assertThat(data(event).toPrettyString())
                .isEqualTo(JSON.readTree(text(file(event) + ".json")).toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_data_fit_the_schema_which_names_every_member(Event event) throws IOException {
        assertThat(schema(event).validate(data(event).toString(), InputFormat.JSON))
                .isEmpty();
        var published = JSON.readTree(text(file(event) + ".schema.json"));
        assertThat(published.get("properties").fieldNames()).toIterable().containsExactlyElementsOf(() -> {
            try {
                return data(event).fieldNames();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        assertThat(published.get("$id").asText()).isEqualTo(event.dataschema());
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_schema_misses_what_is_missing(Event event) throws IOException {
        var names = data(event).fieldNames();
        while (names.hasNext()) {
            var less = ((ObjectNode) data(event)).without(names.next());
            assertThat(schema(event).validate(less.toString(), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void the_key_is_the_role_or_the_user_and_a_tombstone_has_no_data() {
        assertThat(events()).extracting(Event::key).containsExactly("editor", USER.toString());
        var gone = List.of(
                PolicyEventJson.roleGone("editor", TestEntries.NOW), PolicyEventJson.memberGone(USER, TestEntries.NOW));
        assertThat(gone).extracting(Event::type).containsExactly("rbac:role", "rbac:member");
        assertThat(gone).extracting(Event::key).containsExactly("editor", USER.toString());
        assertThat(gone).allSatisfy(event -> {
            assertThat(event.data()).isNull();
            assertThat(event.source()).isEqualTo("/catalog-service");
            assertThat(event.time()).isEqualTo(TestEntries.NOW);
        });
    }

    private static String file(Event event) {
        return event.type().replace(':', '-');
    }

    private static Schema schema(Event event) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(text(file(event) + ".schema.json"));
    }

    private static JsonNode data(Event event) throws IOException {
        return JSON.readTree(Objects.requireNonNull(event.data()));
    }

    private static String text(String file) {
        try (var in = PolicyEventJsonTest.class.getResourceAsStream("/events/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
