package dev.usher.notification.adapter.out.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.notification.application.InMemoryLedger;
import dev.usher.notification.application.PlainLetters;
import dev.usher.notification.application.SendMail;
import dev.usher.notification.application.SendMail.Result;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.TestMails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail server that wants us to come back later; the clock goes as far as the ledger says and no further. */
class GreylistTest {
    private final MutableClock clock = MutableClock.at(TestMails.NOW);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Notification mail = TestMails.welcome();

    /** When it was tried; the last attempt is the one that got through or was the end of it. */
    private List<Instant> tries(ScriptedSmtp smtp, long seed) {
        var tries = new ArrayList<Instant>();
        ledger.add(mail);
        try (var server = SmtpMailServerTest.server(smtp.port(), SmtpLimits.STANDARD)) {
            var sendMail = new SendMail(ledger, new PlainLetters(), server, clock, new SplittableRandom(seed));
            for (var result = (Result) new Result.Retried(clock.instant());
                    result instanceof Result.Retried(var at); ) {
                clock.set(at);
                tries.add(at);
                var claim = ledger.claim(Lane.COURTESY, Set.of(), 1, Duration.ofSeconds(30), at)
                        .getFirst();
                result = sendMail.record(claim, sendMail.attempt(claim));
            }
        }
        return tries;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void f_sm_10_a_mail_that_is_greylisted_for_a_minute_is_delivered_once_within_five(long seed) {
        try (var smtp = ScriptedSmtp.start()) {
            var welcomeFrom = TestMails.NOW.plusSeconds(60);
            smtp.script((phase, _) -> phase == Phase.RCPT && clock.instant().isBefore(welcomeFrom)
                    ? new Step.Reply("451 4.7.1 come back")
                    : ScriptedSmtp.ACCEPT);

            assertThat(tries(smtp, seed).getLast()).isBetween(welcomeFrom, TestMails.NOW.plus(Duration.ofMinutes(5)));
            assertThat(smtp.received()).hasSize(1);
            assertThat(ledger.backlog().parts()).isEmpty();
        }
    }

    @Test
    void f_sm_4_a_server_that_never_likes_it_is_asked_for_a_whole_day() {
        try (var smtp = ScriptedSmtp.start()) {
            smtp.script((phase, _) -> phase == Phase.RCPT ? new Step.Reply("450 4.2.1 later") : ScriptedSmtp.ACCEPT);
            var tries = tries(smtp, 1);

            assertThat(tries.getLast()).isEqualTo(TestMails.NOW.plus(Duration.ofHours(24)));
            assertThat(tries).hasSizeBetween(25, 40);
            assertThat(ledger.find(mail.id()).orElseThrow().lastError()).isEqualTo("RCPT 450 4.2.1");
            assertThat(smtp.received()).isEmpty();
        }
    }
}
