package dev.usher.notification.application;

import dev.usher.notification.application.port.MailServer;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.Mail;
import java.util.List;

class FakeMailServerTest extends MailServerContract {
    private final FakeMailServer server = new FakeMailServer();

    @Override
    protected MailServer server() {
        return server;
    }

    @Override
    protected void mood(Mood mood) {
        server.answers(
                switch (mood) {
                    case WELL -> new Answer.Accepted();
                    case BUSY -> new Answer.Deferred("busy");
                    case REFUSING -> new Answer.Refused("no");
                    case DOWN -> new Answer.Unreachable("down");
                });
    }

    @Override
    protected List<String> taken() {
        return server.accepted().stream().map(Mail::messageId).toList();
    }
}
