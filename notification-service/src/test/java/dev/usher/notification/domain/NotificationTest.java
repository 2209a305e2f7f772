package dev.usher.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotificationTest {
    @Test
    void a_new_mail_is_due_at_once() {
        var mail = TestMails.welcome();

        assertThat(mail.status()).isEqualTo(Status.PENDING);
        assertThat(mail.nextAttemptAt()).isEqualTo(TestMails.NOW);
        assertThat(mail.attempts()).isZero();
    }

    @Test
    void its_message_id_follows_from_the_event_and_the_kind_alone() {
        var event = UUID.fromString("0195f2a0-0000-7000-8000-000000000001");
        var first = Notification.requested(
                TestMails.request("ada@example.com", "Ada", event), "usher.example.com", TestMails.NOW);
        var second = Notification.requested(
                TestMails.request("ada@example.com", "Ada", event), "usher.example.com", TestMails.NOW.plusSeconds(60));

        assertThat(first.messageId())
                .isEqualTo("<welcome.0195f2a0-0000-7000-8000-000000000001@usher.example.com>")
                .isEqualTo(second.messageId());
        assertThat(first.id()).isNotEqualTo(second.id());
    }

    @Test
    void without_an_address_it_is_parked_from_the_start() {
        var mail = TestMails.welcome("nobody at all");

        assertThat(mail.status()).isEqualTo(Status.PARKED);
        assertThat(mail.lastError()).isEqualTo("invalid-address");
        assertThat(mail.nextAttemptAt()).isNull();
    }

    @Test
    void wire_spellings_are_those_of_the_contract() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::wire))
                .containsExactly(
                        "welcome",
                        "verify-email",
                        "reset-password",
                        "password-changed",
                        "session-reuse",
                        "address-taken",
                        "account-deleted");
        assertThat(Arrays.stream(Status.values()).map(Status::wire))
                .containsExactly("pending", "sending", "sent", "parked");
        assertThat(Kind.fromWire("session-reuse")).contains(Kind.SESSION_REUSE);
        assertThat(Kind.fromWire("SESSION_REUSE")).isEmpty();
        assertThat(Status.fromWire("parked")).contains(Status.PARKED);
        assertThat(Status.fromWire("")).isEmpty();
    }
}
