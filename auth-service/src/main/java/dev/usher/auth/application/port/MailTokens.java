package dev.usher.auth.application.port;

import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.SecretHash;

/** Makes the tokens that mails carry: 256 random bits each. */
public interface MailTokens {
    /**
     * A new token, which nobody but the service that mails it can read.
     *
     * @param hash what we keep of it
     * @param sealed what its event carries
     */
    record Issued(MailToken.Purpose purpose, SecretHash hash, String sealed) {}

    Issued issue(MailToken.Purpose purpose);

    /** Of any text: what was never issued has a hash that is nowhere. */
    SecretHash hash(MailToken token);
}
