package dev.usher.auth.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.usher.auth.AuthApp;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.token.Cutoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others read of our events: their bytes are pinned by samples, their form by the published schemas. */
class AccountEventJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccountEventJson JSON_OF = AuthApp.running().bean(AccountEventJson.class);
    private static final UUID SESSION = UUID.fromString("019df1b2-5c8b-7000-8000-00000000000b");
    private static final String SEALED = "header..nonce.text.tag";
    private static final Account GRACE = new Account(
            new AccountId(UUID.fromString("019df1b2-5c8b-7000-8000-00000000000a")),
            EmailAddress.of("Grace.Hopper@Example.com"),
            false,
            TestAccounts.NAME,
            LanguageTag.of("en"),
            Set.of(Account.CUSTOMER),
            Account.Status.ACTIVE,
            0,
            0,
            TestAccounts.NOW);

    static Stream<Event> events() {
        return Stream.concat(accountEvents().map(JSON_OF::event), cutoffs());
    }

    private static Stream<AccountEvent> accountEvents() {
        return Stream.of(
                new AccountEvent.SignedUp(GRACE, TestAccounts.NOW),
                new AccountEvent.PasswordChanged(GRACE, TestAccounts.NOW),
                new AccountEvent.Disabled(GRACE, TestAccounts.NOW),
                new AccountEvent.Enabled(GRACE, TestAccounts.NOW),
                new AccountEvent.Deleted(GRACE, TestAccounts.NOW),
                new AccountEvent.EmailVerified(GRACE, TestAccounts.NOW),
                new AccountEvent.ResetRequested(
                        GRACE, SEALED, TestAccounts.NOW.plus(Duration.ofMinutes(20)), TestAccounts.NOW),
                new AccountEvent.VerificationRequested(
                        GRACE, SEALED, TestAccounts.NOW.plus(Duration.ofDays(1)), TestAccounts.NOW),
                new AccountEvent.AddressTaken(GRACE, TestAccounts.NOW),
                new AccountEvent.SessionReuseDetected(GRACE, new SessionId(SESSION), "192.0.2.9", TestAccounts.NOW));
    }

    private static Stream<Event> cutoffs() {
        var user = GRACE.id().value();
        return Stream.of(Cutoff.ofSession(user, SESSION, TestAccounts.NOW), Cutoff.ofUser(user, 1, TestAccounts.NOW))
                .map(cutoff -> cutoff.event(AccountEventJson.SOURCE, TestAccounts.NOW));
    }

    private static String file(Event event) {
        return event.type().replace(':', '-');
    }

    private static String sample(Event event) throws IOException {
        return data(event).path("epoch").isNumber() ? file(event) + "-of-user" : file(event);
    }

    private static Schema schema(Event event) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(text("/events/" + file(event) + ".schema.json"));
    }

    private static JsonNode data(Event event) throws IOException {
        return JSON.readTree(Objects.requireNonNull(event.data()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_data_are_the_samples(Event event) throws IOException {
        var data = (ObjectNode) data(event);
        var sample = JSON.readTree(text("/events/" + sample(event) + ".json"));
        if (event.type().equals("user:deleted")) {
            // Sealed, and so never twice the same.
            data.set("email", sample.get("email"));
        }
        assertThat(data.toPrettyString()).isEqualTo(sample.toPrettyString());
    }

    @Test
    void d_8_the_address_of_an_account_that_is_gone_is_for_the_farewell_mail_only() throws Exception {
        var event = JSON_OF.event(new AccountEvent.Deleted(GRACE, TestAccounts.NOW));
        var sealed = data(event).get("email").textValue();
        assertThat(AuthApp.running().bean(SealedText.class).open(sealed, "user:deleted"))
                .isEqualTo(GRACE.email().given());
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_data_fit_the_schema_which_names_every_member(Event event) throws IOException {
        var data = data(event);
        assertThat(schema(event).validate(data.toString(), InputFormat.JSON)).isEmpty();
        var published = JSON.readTree(text("/events/" + file(event) + ".schema.json"));
        assertThat(published.get("properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> data.fieldNames());
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

    @ParameterizedTest
    @MethodSource("events")
    void the_key_is_the_user(Event event) {
        assertThat(event.key()).isEqualTo(GRACE.id().toString());
        assertThat(event.source()).isEqualTo("/auth-service");
        assertThat(event.time()).isEqualTo(TestAccounts.NOW);
    }

    @Test
    void every_event_is_new() {
        var event = new AccountEvent.SignedUp(GRACE, TestAccounts.NOW);
        assertThat(JSON_OF.event(event).id()).isNotEqualTo(JSON_OF.event(event).id());
    }

    private static String text(String resource) {
        try (var in = AccountEventJsonTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
