package dev.usher.catalog.rbac.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a plain consumer of the two compacted topics sees. */
class PublishedPolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CatalogApp app = CatalogApp.running();
    private final Http http = app.as("super-admin");
    private final String tag = UUID.randomUUID().toString();
    private final UUID user = UUID.randomUUID();

    @Test
    void what_comes_with_the_platform_is_told_once() {
        for (var name : List.of("super-admin", "admin", "seller", "customer")) {
            var first = Topics.await("rbac.role", 1, of(name)).getFirst();
            assertThat(Topics.header(first, "ce_type")).isEqualTo("rbac:role");
            assertThat(Topics.header(first, "ce_source")).isEqualTo("/catalog-service");
            assertThat(Topics.header(first, "ce_dataschema")).isEqualTo("urn:usher:schema:rbac-role:1");
            assertThat(data(first).get("permissions")).isNotEmpty();
        }
        var seller = data(Topics.await("rbac.role", 1, of("seller")).getFirst());
        assertThat(seller.get("permissions").toString())
                .isEqualTo("[{\"name\":\"products:read\",\"services\":[\"catalog-service\"]},"
                        + "{\"name\":\"products:write-own\",\"services\":[\"catalog-service\"]}]");

        app.bean(PublishSeeds.class).run();
        added("roles", "barrier", List.of());
        assertThat(Topics.await("rbac.role", 2, of("seller").or(of(tag + " barrier"))))
                .extracting(ConsumerRecord::key)
                .containsExactly("seller", tag + " barrier");
    }

    @Test
    void a_role_is_told_by_name_with_every_change_of_what_it_is_made_of() {
        var search = added("services", "search", null);
        var index = added("services", "index", null);
        var read = added("permissions", "read", List.of(search, index));
        var role = added("roles", "editor", List.of(read));
        var versions = new ArrayList<JsonNode>();
        versions.add(told(1, "editor"));
        assertThat(permissions(versions.getLast())).isEqualTo("read: index search");

        patch("services", search, Map.of("name", tag + " find"));
        versions.add(told(2, "editor"));
        assertThat(permissions(versions.getLast())).isEqualTo("read: find index");

        patch("permissions", read, Map.of("name", tag + " look", "description", "d"));
        versions.add(told(3, "editor"));
        assertThat(permissions(versions.getLast())).isEqualTo("look: find index");

        patch("permissions", read, Map.of("description", "concerns nobody"));
        patch("roles", role, Map.of("description", "concerns nobody"));
        assertThat(http.delete("/v1/services/" + index + "?force=true").status())
                .isEqualTo(204);
        versions.add(told(4, "editor"));
        assertThat(permissions(versions.getLast())).isEqualTo("look: find");

        patch("permissions", read, Map.of("service_ids", List.of()));
        versions.add(told(5, "editor"));
        assertThat(permissions(versions.getLast())).isEqualTo("look:");

        assertThat(http.delete("/v1/permissions/" + read + "?force=true").status())
                .isEqualTo(204);
        versions.add(told(6, "editor"));
        assertThat(permissions(versions.getLast())).isEmpty();
        assertThat(versions)
                .extracting(data -> data.get("version").longValue())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void the_topic_forgets_a_role_that_is_renamed_or_removed_and_versions_never_go_back() {
        var role = added("roles", "old", List.of());
        http.put("/v1/roles/" + role + "/members/" + user, null);
        patch("roles", role, Map.of("name", tag + " new"));

        assertThat(Topics.await("rbac.role", 2, of(tag + " old")).getLast().value())
                .isNull();
        var renamed = told(1, "new");
        assertThat(memberRoles(2)).containsExactly(tag + " new");

        assertThat(http.delete("/v1/roles/" + role + "?force=true").status()).isEqualTo(204);
        assertThat(Topics.await("rbac.role", 2, of(tag + " new")).getLast().value())
                .isNull();
        assertThat(memberRoles(3)).isEmpty();

        added("roles", "new", List.of());
        assertThat(told(3, "new").get("version").longValue())
                .isGreaterThan(renamed.get("version").longValue());
    }

    @Test
    void the_roles_of_somebody_are_told_with_every_change_and_forgotten_with_them() {
        var a = added("roles", "a", List.of());
        var b = added("roles", "b", List.of());
        http.put("/v1/roles/" + b + "/members/" + user, null);
        http.put("/v1/roles/" + b + "/members/" + user, null);
        http.put("/v1/roles/" + a + "/members/" + user, null);
        http.delete("/v1/roles/" + b + "/members/" + user);
        http.delete("/v1/roles/" + b + "/members/" + user);
        app.bean(Members.class).erase(user);

        var records = Topics.await("rbac.member", 4, of(user.toString()));
        assertThat(Topics.header(records.getFirst(), "ce_type")).isEqualTo("rbac:member");
        assertThat(records.subList(0, 3))
                .extracting(record -> data(record).get("version").longValue())
                .containsExactly(1L, 2L, 3L);
        assertThat(roles(records.get(0))).containsExactly(tag + " b");
        assertThat(roles(records.get(1))).containsExactly(tag + " a", tag + " b");
        assertThat(roles(records.get(2))).containsExactly(tag + " a");
        assertThat(records.get(3).value()).isNull();
    }

    private String added(String level, String name, @Nullable List<String> parts) {
        var body = switch (level) {
            case "permissions" -> Map.of("name", tag + " " + name, "service_ids", Objects.requireNonNull(parts));
            case "roles" -> Map.of("name", tag + " " + name, "permission_ids", Objects.requireNonNull(parts));
            default -> Map.of("name", tag + " " + name);
        };
        return http.post("/v1/" + level, body).json().get("id").textValue();
    }

    private void patch(String level, String id, Map<String, ?> changes) {
        assertThat(http.patch("/v1/" + level + "/" + id, changes).status()).isEqualTo(200);
    }

    /** The last of so many records about the role. */
    private JsonNode told(int count, String role) {
        return data(Topics.await("rbac.role", count, of(tag + " " + role)).getLast());
    }

    private List<String> memberRoles(int count) {
        return roles(Topics.await("rbac.member", count, of(user.toString())).getLast());
    }

    private static List<String> roles(ConsumerRecord<String, String> record) {
        var names = new ArrayList<String>();
        data(record).get("roles").forEach(name -> names.add(name.textValue()));
        return names;
    }

    private String permissions(JsonNode role) {
        var text = new StringBuilder();
        role.get("permissions").forEach(permission -> {
            text.append(permission.get("name").textValue()).append(":");
            permission.get("services").forEach(service -> text.append(" ").append(service.textValue()));
        });
        return text.toString().replace(tag + " ", "");
    }

    private static Predicate<ConsumerRecord<String, String>> of(String key) {
        return record -> key.equals(record.key());
    }

    /** Whatever is read of a real record fits the schema. */
    private static JsonNode data(ConsumerRecord<String, String> record) {
        var schema = "/events/" + record.topic().replace('.', '-') + ".schema.json";
        try (var in = PublishedPolicyTest.class.getResourceAsStream(schema)) {
            var text = new String(Objects.requireNonNull(in, schema).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                            .getSchema(text)
                            .validate(record.value(), InputFormat.JSON))
                    .isEmpty();
            return JSON.readTree(record.value());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
