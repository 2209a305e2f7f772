package dev.usher.notification.application.port;

import dev.usher.notification.domain.Mail;

/** The server that takes our mail. Thread-safe; every wait inside has a limit. */
public interface MailServer {
    /** Asks the server once to take the mail. */
    Answer deliver(Mail mail);

    /** What the server said. The errors are codes for operators ({@code RCPT 550 5.1.1}), never the server's text. */
    sealed interface Answer {
        /** It is the server's now. */
        record Accepted() implements Answer {}

        /** Not now; it may have been taken all the same when the answer was lost. */
        record Deferred(String error) implements Answer {}

        /** Never. */
        record Refused(String error) implements Answer {}

        /** The server takes nobody's mail, so this says nothing about this one, which certainly was not taken. */
        record Unreachable(String error) implements Answer {}
    }
}
