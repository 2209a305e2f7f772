package dev.usher.notification.adapter.out.smtp;

import java.time.Duration;

/**
 * How long we wait for the mail server.
 *
 * @param connect for the TCP connection, for each of its addresses
 * @param answer for the whole answer to one command, and for the TLS handshake
 * @param write for handing one command, or the message, to the network
 * @param afterDot for the answer to the end of the message: long, because a server that has taken a mail and is cut off
 *     before it says so gets the mail twice (RFC 1047)
 * @param idle how long an unused connection is kept
 */
record SmtpLimits(Duration connect, Duration answer, Duration write, Duration afterDot, Duration idle) {
    static final SmtpLimits STANDARD = new SmtpLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(120),
            Duration.ofSeconds(30));
}
