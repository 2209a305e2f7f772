package dev.usher.notification.adapter.in.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.PageRequest;
import dev.usher.notification.application.InMemoryLedger;
import dev.usher.notification.application.QueueMail;
import dev.usher.notification.application.port.Ledger.Filter;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpHandlerTest {
    private static final String GOOD = """
            {"user_id": "0195f2a0-0000-7000-8000-0000000000aa", "email": "Ada@example.com", "first_name": "Ada",
             "last_name": "Lovelace", "locale": "de-AT", "signed_up_at": "2026-03-01T12:00:00Z",
             "something_new": {"in": ["a", "later", "version"]}}""";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SignUpHandler handler =
            new SignUpHandler(new QueueMail(ledger, TestMails.SENDER, MutableClock.at(TestMails.NOW)), metrics);

    private static Event event(String data) {
        return event(data.getBytes(StandardCharsets.UTF_8));
    }

    private static Event event(byte[] data) {
        return new Event(UUID.randomUUID(), "user:signup", "/auth-service", "key", TestMails.NOW, "urn:x:1", data);
    }

    private List<Notification> stored() {
        return ledger.list(new Filter(null, null, null), new PageRequest(0, 10, List.of()))
                .items();
    }

    @Test
    void a_sign_up_asks_for_a_welcome_mail_of_what_the_letter_needs_and_no_more() throws Unreadable {
        var event = event(GOOD);
        handler.handle(event);

        assertThat(stored()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(Kind.WELCOME);
            assertThat(mail.recipient()).isEqualTo("Ada@example.com");
            assertThat(mail.userId()).isEqualTo(UUID.fromString("0195f2a0-0000-7000-8000-0000000000aa"));
            assertThat(mail.locale()).isEqualTo("de-AT");
            assertThat(mail.model()).containsOnlyKeys("first_name").containsEntry("first_name", "Ada");
            assertThat(mail.origin().id()).isEqualTo(event.id());
            assertThat(mail.origin().source()).isEqualTo("/auth-service");
        });
        assertThat(handler.types()).containsExactly("user:signup");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"locale\": \"de-AT\"|\"locale\": null",
                "\"locale\": \"de-AT\",|",
            })
    void without_a_language_it_is_english(String member, String instead) throws Unreadable {
        handler.handle(event(GOOD.replace(member, instead == null ? "" : instead)));

        assertThat(stored()).extracting(Notification::locale).containsExactly("en");
    }

    @Test
    void what_is_no_address_is_parked_and_counted() throws Unreadable {
        handler.handle(event(GOOD.replace("Ada@example.com", "Ada <ada@example.com>")));

        assertThat(stored()).extracting(Notification::status).containsExactly(Status.PARKED);
        assertThat(metrics.counter("usher.mail.parked", "reason", "invalid-address")
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"user_id,required", "email,required", "first_name,required"})
    void a_missing_member_is_unreadable(String member, String code) {
        assertThatThrownBy(() -> handler.handle(event(GOOD.replace("\"" + member + "\"", "\"other\""))))
                .isInstanceOfSatisfying(InvalidValue.class, invalid -> {
                    assertThat(invalid.violations().getFirst().field()).isEqualTo(member);
                    assertThat(invalid.violations().getFirst().code()).isEqualTo(code);
                });
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada\\r\\nRCPT TO:<eve@example.com>@example.com",
                "ada@example.com\\r\\nBcc: eve@example.com",
                "ada\\u0000@example.com"
            })
    void control_characters_are_unreadable_wherever_they_stand(String email) {
        assertThatThrownBy(() -> handler.handle(event(GOOD.replace("Ada@example.com", email))))
                .isInstanceOfAny(InvalidValue.class, Unreadable.class);
        assertThatThrownBy(() -> handler.handle(event(GOOD.replace("\"Ada\"", "\"A\\u0000da\""))))
                .isInstanceOfAny(InvalidValue.class, Unreadable.class);
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{\"user_id\": 7}",
                "{\"user_id\": \"no uuid\", \"email\": \"a@b\"}",
                "{\"email\": {}}"
            })
    void what_is_no_such_event_is_unreadable(String data) {
        assertThatThrownBy(() -> handler.handle(event(data))).isInstanceOfAny(Unreadable.class, InvalidValue.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void an_address_that_would_fill_the_ledger_is_unreadable() {
        assertThatThrownBy(() -> handler.handle(event(GOOD.replace("Ada@", "a".repeat(1_000_000) + "@"))))
                .isInstanceOf(InvalidValue.class);
    }
}
