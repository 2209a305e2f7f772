package dev.usher.profile.adapter.out.postgres;

import static dev.usher.profile.domain.TestProfiles.ADA;
import static dev.usher.profile.domain.TestProfiles.NOW;
import static dev.usher.profile.domain.TestProfiles.profileOfAda;
import static dev.usher.profile.domain.TestProfiles.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.usher.kernel.testing.Topics;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.ProfileField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others read of {@code profile:changed}: its bytes are pinned by a sample, its form by the published schema. */
class ProfileChangedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(text("/events/profile-changed.schema.json"));

    private final Profile augusta = profileOfAda().edit(set(ProfileField.FIRST_NAME, "Augusta"), ADA, NOW);

    @Test
    void the_data_are_the_samples() throws IOException {
        var data = data(augusta);

        assertThat(data.toPrettyString())
                .isEqualTo(JSON.readTree(text("/events/profile-changed.json")).toPrettyString());
        assertThat(schema.validate(data.toString(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void a_profile_without_a_locale_has_a_null() throws IOException {
        var data = data(augusta.edit(set(ProfileField.LOCALE, null), ADA, NOW));

        assertThat(data.get("locale").isNull()).isTrue();
        assertThat(schema.validate(data.toString(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "first_name", "last_name", "locale", "version"})
    void the_schema_misses_what_is_missing(String member) throws IOException {
        var data = ((ObjectNode) data(augusta)).without(member);

        assertThat(schema.validate(data.toString(), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void an_edit_is_told_on_kafka_as_a_cloud_event() throws IOException {
        var app = ProfileApp.running();
        var user = UUID.randomUUID();
        app.bean(CreateProfile.class).createProfile(Account.of(user, "ada@example.com", "Ada", "Lovelace", "en-GB"));
        var http = app.http().bearer(app.issuer().token(user, "customer"));

        http.patch("/v1/profile", Map.of("first_name", "Augusta"));
        http.patch("/v1/profile", "{}");
        http.patch("/v1/profile", Map.of("bio", "Countess"));

        var told = Topics.await("profile.changed", 2, record -> user.toString().equals(record.key()));
        for (var record : told) {
            assertThat(Topics.header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(Topics.header(record, "ce_type")).isEqualTo("profile:changed");
            assertThat(Topics.header(record, "ce_source")).isEqualTo("/profile-service");
            assertThat(Topics.header(record, "ce_dataschema")).isEqualTo("urn:usher:schema:profile-changed:1");
            assertThat(Topics.header(record, "content-type")).startsWith("application/json");
            assertThat(schema.validate(record.value(), InputFormat.JSON)).isEmpty();
        }
        assertThat(JSON.readTree(told.get(0).value()).get("version").intValue()).isEqualTo(2);
        assertThat(JSON.readTree(told.get(1).value()).get("version").intValue()).isEqualTo(3);
        assertThat(Topics.header(told.get(0), "ce_id")).isNotEqualTo(Topics.header(told.get(1), "ce_id"));
    }

    private static JsonNode data(Profile profile) throws IOException {
        return JSON.readTree(
                Objects.requireNonNull(ProfileChangedJson.event(profile).data()));
    }

    private static String text(String resource) {
        try (var in = ProfileChangedTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
