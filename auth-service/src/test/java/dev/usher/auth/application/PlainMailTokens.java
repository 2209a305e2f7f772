package dev.usher.auth.application;

import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.SecretHash;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens that can be read where they are only carried. */
public final class PlainMailTokens implements MailTokens {
    private static final String SEALED = "sealed ";
    private static final AtomicInteger ISSUED = new AtomicInteger();

    @Override
    public Issued issue(MailToken.Purpose purpose) {
        var token = new MailToken(purpose + " " + ISSUED.incrementAndGet());
        return new Issued(purpose, hash(token), SEALED + token.reveal());
    }

    @Override
    public SecretHash hash(MailToken token) {
        return new SecretHash("hash of " + token.reveal());
    }

    /** As the service that mails it does. */
    public static MailToken open(String sealed) {
        return new MailToken(sealed.substring(SEALED.length()));
    }
}
