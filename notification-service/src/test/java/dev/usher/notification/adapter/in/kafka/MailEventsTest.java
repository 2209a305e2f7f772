package dev.usher.notification.adapter.in.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.TestSeal;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.PageRequest;
import dev.usher.notification.application.EraseUser;
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

class MailEventsTest {
    private static final String GOOD = """
            {"user_id": "0195f2a0-0000-7000-8000-0000000000aa", "email": "Ada@example.com", "first_name": "Ada",
             "last_name": "Lovelace", "locale": "de-AT", "signed_up_at": "2026-03-01T12:00:00Z",
             "something_new": {"in": ["a", "later", "version"]}}""";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MutableClock clock = MutableClock.at(TestMails.NOW);
    private final QueueMail queueMail = new QueueMail(ledger, TestMails.SENDER, clock);
    private final MailEvents handler =
            new MailEvents(queueMail, new EraseUser(ledger, queueMail, clock), TestSeal.sealedText(), metrics);

    private static Event event(String data) {
        return event(data.getBytes(StandardCharsets.UTF_8));
    }

    private static Event event(byte[] data) {
        return new Event(UUID.randomUUID(), "user:signup", "/auth-service", "key", TestMails.NOW, "urn:x:1", data);
    }

    private static Event event(String type, String data) {
        return new Event(
                UUID.randomUUID(),
                type,
                "/auth-service",
                "key",
                TestMails.NOW,
                "urn:x:1",
                data.replace("'", "\"").getBytes(StandardCharsets.UTF_8));
    }

    private static String sealed(String text, String type) {
        return TestSeal.sealedText().seal(text, type);
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
        assertThat(handler.types())
                .containsExactlyInAnyOrder(
                        "user:signup",
                        "user:email-verification-requested",
                        "user:password-reset-requested",
                        "user:password-changed",
                        "session:reuse-detected",
                        "user:address-taken",
                        "user:deleted");
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

    @ParameterizedTest
    @CsvSource({"user:email-verification-requested,VERIFY_EMAIL", "user:password-reset-requested,RESET_PASSWORD"})
    void d_8_a_token_is_kept_as_it_came_sealed_and_never_plain(String type, Kind kind) throws Unreadable {
        var jwe = sealed("token-of-ada", type);
        handler.handle(event(
                type,
                "{'user_id': '%s', 'email': 'ada@example.com', 'locale': 'de', 'token': '%s', 'expires_at': '2026-03-01T12:20:00Z'}"
                        .formatted(UUID.randomUUID(), jwe)));

        assertThat(stored()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(kind);
            assertThat(mail.expiresAt()).isEqualTo("2026-03-01T12:20:00Z");
            assertThat(mail.model()).containsEntry("token", jwe).doesNotContainValue("token-of-ada");
            assertThat(mail.toString()).doesNotContain("token", "ada@example.com");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "sealed for verification"})
    void a_token_that_nobody_can_open_is_unreadable_at_once(String token) {
        var type = "user:password-reset-requested";
        var wrong = token.startsWith("sealed") ? sealed("token", "user:email-verification-requested") : token;
        var data = "{'user_id': '%s', 'email': 'ada@example.com', 'token': '%s', 'expires_at': '2026-03-01T12:20:00Z'}"
                .formatted(UUID.randomUUID(), wrong);

        assertThatThrownBy(() -> handler.handle(event(type, data)))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("sealed text: ");
        assertThat(stored()).isEmpty();
    }

    @Test
    void news_about_an_account_become_mails_of_their_kind() throws Unreadable {
        var user = UUID.randomUUID();
        var data =
                "{'user_id': '%s', 'email': 'ada@example.com', 'locale': 'en', 'sid': '%s', 'ip': '203.0.113.7', 'occurred_at': '2026-03-01T11:59:00Z'}"
                        .formatted(user, UUID.randomUUID());
        handler.handle(event("user:password-changed", data));
        handler.handle(event("session:reuse-detected", data));
        handler.handle(
                event("user:address-taken", "{'email': 'ada@example.com', 'occurred_at': '2026-03-01T11:59:00Z'}"));

        assertThat(stored())
                .extracting(Notification::kind)
                .containsExactlyInAnyOrder(Kind.PASSWORD_CHANGED, Kind.SESSION_REUSE, Kind.ADDRESS_TAKEN);
        assertThat(stored()).allSatisfy(mail -> {
            assertThat(mail.model()).containsEntry("occurred_at", "2026-03-01T11:59:00Z");
            assertThat(mail.userId()).isEqualTo(mail.kind() == Kind.ADDRESS_TAKEN ? null : user);
        });
        assertThat(stored())
                .filteredOn(mail -> mail.kind() == Kind.SESSION_REUSE)
                .allSatisfy(mail -> assertThat(mail.model()).containsEntry("ip", "203.0.113.7"));
    }

    @Test
    void a_farewell_goes_to_the_sealed_address_and_names_no_account() throws Unreadable {
        var type = "user:deleted";
        handler.handle(event(
                type,
                "{'user_id': '%s', 'email': '%s', 'locale': 'de', 'occurred_at': '2026-03-01T11:59:00Z'}"
                        .formatted(UUID.randomUUID(), sealed("Ada@example.com", type))));

        assertThat(stored()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(Kind.ACCOUNT_DELETED);
            assertThat(mail.recipient()).isEqualTo("Ada@example.com");
            assertThat(mail.userId()).isNull();
        });
    }

    @Test
    void f_kf_11_after_the_deletion_there_is_the_farewell_and_nothing_else_in_any_order() throws Unreadable {
        var user = UUID.fromString("0195f2a0-0000-7000-8000-0000000000aa");
        var deleted = "{'user_id': '%s', 'email': '%s', 'locale': 'de', 'occurred_at': '2026-03-01T11:59:00Z'}"
                .formatted(user, sealed("Ada@example.com", "user:deleted"));
        var changed =
                "{'user_id': '%s', 'email': 'ada@example.com', 'occurred_at': '2026-03-01T11:59:00Z'}".formatted(user);
        handler.handle(event("user:password-changed", changed));

        handler.handle(event("user:deleted", deleted));
        handler.handle(event(GOOD));
        handler.handle(event("user:password-changed", changed));

        assertThat(stored()).extracting(Notification::kind).containsExactly(Kind.ACCOUNT_DELETED);
    }

    @ParameterizedTest
    @CsvSource({
        "user:password-changed,occurred_at",
        "session:reuse-detected,ip",
        "user:address-taken,occurred_at",
        "user:password-reset-requested,token",
        "user:deleted,email",
        "user:deleted,user_id"
    })
    void a_member_that_a_letter_needs_is_required(String type, String member) {
        var all =
                "{'user_id': '%s', 'email': 'ada@example.com', 'ip': '::1', 'token': 'x', 'occurred_at': '2026-03-01T11:59:00Z'}"
                        .formatted(UUID.randomUUID());

        assertThatThrownBy(() -> handler.handle(event(type, all.replace("'" + member + "'", "'other'"))))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.violations().getFirst().field())
                                .isEqualTo(member));
    }

    @Test
    void a_10_a_line_break_in_what_a_letter_says_is_unreadable() {
        var data =
                "{'user_id': '%s', 'email': 'ada@example.com', 'ip': '::1\\r\\nBcc: eve@example.com', 'occurred_at': '2026-03-01T11:59:00Z'}"
                        .formatted(UUID.randomUUID());

        assertThatThrownBy(() -> handler.handle(event("session:reuse-detected", data)))
                .isInstanceOf(InvalidValue.class);
        assertThat(stored()).isEmpty();
    }
}
