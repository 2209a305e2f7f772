package dev.usher.notification.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.notification.application.port.MailServer;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.TestMails;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every mail server keeps to. */
public abstract class MailServerContract {
    /** How the server behind it is. */
    protected enum Mood {
        WELL,
        BUSY,
        REFUSING,
        DOWN
    }

    protected abstract MailServer server();

    protected abstract void mood(Mood mood);

    /** Message ids of what was taken, in any order. */
    protected abstract List<String> taken();

    private static Mail mail() {
        return new PlainLetters().compose(TestMails.welcome());
    }

    @Test
    void an_accepted_mail_is_with_the_server() {
        var mail = mail();

        assertThat(server().deliver(mail)).isEqualTo(new Answer.Accepted());
        assertThat(taken()).containsExactly(mail.messageId());
    }

    @Test
    void a_server_that_is_busy_defers() {
        mood(Mood.BUSY);

        assertThat(server().deliver(mail())).isInstanceOf(Answer.Deferred.class);
        assertThat(taken()).isEmpty();
    }

    @Test
    void a_server_that_does_not_want_the_mail_refuses() {
        mood(Mood.REFUSING);

        assertThat(server().deliver(mail())).isInstanceOf(Answer.Refused.class);
        assertThat(taken()).isEmpty();
    }

    @Test
    void a_server_that_is_down_is_unreachable_and_comes_back() {
        mood(Mood.DOWN);
        assertThat(server().deliver(mail())).isInstanceOf(Answer.Unreachable.class);

        mood(Mood.WELL);
        assertThat(server().deliver(mail())).isEqualTo(new Answer.Accepted());
    }

    @Test
    void many_at_the_same_time_are_all_taken_once() throws InterruptedException {
        var mails = IntStream.range(0, 200).mapToObj(_ -> mail()).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = mails.stream()
                    .map(mail -> (Callable<Answer>) () -> server().deliver(mail))
                    .toList();
            assertThat(threads.invokeAll(work))
                    .allSatisfy(answer -> assertThat(answer.get()).isEqualTo(new Answer.Accepted()));
        }
        assertThat(taken())
                .containsExactlyInAnyOrderElementsOf(
                        mails.stream().map(Mail::messageId).toList());
    }
}
