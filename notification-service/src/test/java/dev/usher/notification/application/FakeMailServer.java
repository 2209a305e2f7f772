package dev.usher.notification.application;

import dev.usher.notification.application.port.MailServer;
import dev.usher.notification.domain.Mail;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers what a test tells it to, and keeps what it accepted. */
public final class FakeMailServer implements MailServer {
    private final List<Mail> accepted = new CopyOnWriteArrayList<>();
    private volatile Function<Mail, Answer> behaviour = _ -> new Answer.Accepted();

    public void answers(Answer always) {
        behaviour = _ -> always;
    }

    public void answers(Function<Mail, Answer> next) {
        behaviour = next;
    }

    public List<Mail> accepted() {
        return accepted;
    }

    @Override
    public Answer deliver(Mail mail) {
        var answer = behaviour.apply(mail);
        if (answer instanceof Answer.Accepted) {
            accepted.add(mail);
        }
        return answer;
    }
}
