package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.usher.kernel.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a plain consumer sees on Kafka. */
class PublishedEventsTest {
    private final Person person = Person.signUp(AuthApp.running().http());

    private ConsumerRecord<String, String> await(String topic) {
        return Topics.await(topic, 1, record -> person.id().equals(record.key()))
                .getFirst();
    }

    private static void assertEnvelope(ConsumerRecord<String, String> record, String type, String schema) {
        assertThat(Topics.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(Topics.header(record, "ce_type")).isEqualTo(type);
        assertThat(Topics.header(record, "ce_source")).isEqualTo("/auth-service");
        assertThat(Topics.header(record, "ce_dataschema")).isEqualTo("urn:usher:schema:" + schema + ":1");
        assertThat(Topics.header(record, "content-type")).isEqualTo("application/json");
        assertThat(schema(schema).validate(record.value(), InputFormat.JSON)).isEmpty();
    }

    private static Schema schema(String name) {
        try (var in = PublishedEventsTest.class.getResourceAsStream("/events/" + name + ".schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_sign_up_is_told() throws IOException {
        var record = await("user.signup");
        assertEnvelope(record, "user:signup", "user-signup");
        var data = new ObjectMapper().readTree(record.value());
        assertThat(data.get("email").textValue()).isEqualTo(person.email());
        assertThat(data.get("signed_up_at")).isEqualTo(person.signedUp().at("/user/created_at"));
        assertThat(record.value()).doesNotContain(Person.PASSWORD);
    }

    @Test
    void a_password_change_is_told() {
        person.bearer()
                .post(
                        "/v1/password/change",
                        Map.of("old_password", Person.PASSWORD, "new_password", "another fine password"));
        assertEnvelope(await("user.password-changed"), "user:password-changed", "user-password-changed");
    }

    @Test
    void a_logout_cuts_the_tokens_of_its_session_off_for_as_long_as_one_can_live() throws IOException {
        var before = Instant.now();
        person.bearer().post("/v1/logout", null);
        var record = await("session.cutoff");
        assertEnvelope(record, "session:cutoff", "session-cutoff");
        var data = new ObjectMapper().readTree(record.value());
        assertThat(data.get("user_id").textValue()).isEqualTo(person.id());
        assertThat(data.get("epoch").isNull()).isTrue();
        assertThat(data.get("sid").textValue()).isEqualTo(person.session());
        assertThat(Instant.parse(data.get("expires_at").textValue()))
                .isBetween(before.plus(Duration.ofSeconds(945)), before.plus(Duration.ofSeconds(1005)));
    }

    @Test
    void a_password_change_cuts_all_tokens_off() throws IOException {
        person.bearer()
                .post(
                        "/v1/password/change",
                        Map.of("old_password", Person.PASSWORD, "new_password", "another fine password"));
        var data = new ObjectMapper().readTree(await("session.cutoff").value());
        assertThat(data.get("epoch").longValue()).isEqualTo(1);
        assertThat(data.get("sid").isNull()).isTrue();
    }

    @Test
    void a_reused_token_is_told() throws IOException {
        var second =
                person.refresh(person.refresh()).json().get("refresh_token").textValue();
        person.refresh(second);
        person.refresh(person.refresh());
        var record = await("session.reuse-detected");
        assertEnvelope(record, "session:reuse-detected", "session-reuse-detected");
        assertThat(new ObjectMapper().readTree(record.value()).get("ip").textValue())
                .isEqualTo("127.0.0.1");
    }
}
