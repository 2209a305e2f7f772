package dev.usher.auth.domain;

import dev.usher.auth.domain.Attempt.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often what may be tried. An account is counted by the key of its address, so that unknown accounts are counted
 * like any other; a client by its network.
 *
 * <p>A password may be guessed {@code failuresPerAccount} times in a quarter of an hour by strangers, all of them
 * together. Strangers could so keep the owner out: therefore a network from which somebody has logged in to the account
 * within the last 30 days does not share their counter. It has one of its own for this account, with the same limit. The
 * same goes for those who come with an access token (to change the password, say). So an account that is used from
 * {@code n} networks can be guessed at {@code n + 2} times as often, by somebody who is in all of them and has a token;
 * and one who shares a network with the owner can find out that somebody there has logged in, and keep the owner from
 * logging in there. A reset helps then: it clears the counters.
 *
 * @param signUpsPerAddress in an hour, successful or not
 * @param failuresPerAccount in 15 minutes
 * @param failuresPerAddress in 15 minutes, for all accounts together
 * @param recoveryPerAddress mails asked for in an hour
 */
public record ThrottlePolicy(
        int signUpsPerAddress, int failuresPerAccount, int failuresPerAddress, int recoveryPerAddress) {
    /** How long a network is known to an account after a login from there. */
    public static final Duration FAMILIARITY = Duration.ofDays(30);

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Nobody guesses 256 bits: this only keeps the noise down, and must not hit many who share an address. */
    private static final int BAD_REFRESHES = 100;

    private static final int BAD_TOKENS = 20;
    private static final int MAILS = 5;

    /** @param email empty for what no account can have */
    public Attempt logIn(Optional<EmailAddress> email, Client client) {
        var address = new Counter(failures("failures-per-address", failuresPerAddress), client.network());
        return email.map(known -> {
                    var place = place(known, client);
                    return new Attempt(
                            List.of(account("place", place), address),
                            List.of(account("strangers", known.key())),
                            Optional.of(place));
                })
                .orElseGet(() -> Attempt.in(address));
    }

    /** A password or code that somebody gives who has an access token of the account. Whoever forwards it is no address. */
    public Attempt signedIn(EmailAddress email, Client client) {
        var place = place(email, client);
        return new Attempt(
                List.of(account("signed-in", email.key()), account("place", place)), List.of(), Optional.of(place));
    }

    /** A code of the second factor: all those who have the password share the counter. */
    public Attempt secondFactor(EmailAddress email) {
        return Attempt.in(account("second-factor", email.key()));
    }

    /** What keeps the owner out who has just proven to be the owner otherwise: to be cleared then. */
    public Attempt owner(EmailAddress email, Client client) {
        var place = place(email, client);
        return new Attempt(
                List.of(account("place", place), account("signed-in", email.key()), account("strangers", email.key())),
                List.of(),
                Optional.of(place));
    }

    public Attempt signUp(Client client) {
        return Attempt.in(new Counter(new Limit("signups-per-address", signUpsPerAddress, HOUR), client.network()));
    }

    /** A mail that is asked for. */
    public Attempt recovery(Client client) {
        return Attempt.in(new Counter(new Limit("recovery-per-address", recoveryPerAddress, HOUR), client.network()));
    }

    /**
     * A mail that is sent.
     *
     * @param kind each has a counter of its own: nobody keeps the owner from a reset by asking for something else
     */
    public Attempt mail(String kind, EmailAddress email) {
        return Attempt.in(new Counter(new Limit("mails-per-account", MAILS, HOUR), kind + ' ' + email.key()));
    }

    /** A token of a mail that turned out to be none. */
    public Attempt badToken(Client client) {
        return Attempt.in(new Counter(failures("tokens-per-address", BAD_TOKENS), client.network()));
    }

    /** A refresh token that we never made. */
    public Attempt badRefresh(Client client) {
        return Attempt.in(
                new Counter(failures("refreshes-per-address", BAD_REFRESHES * failuresPerAddress), client.network()));
    }

    private Counter account(String who, String subject) {
        return new Counter(failures("failures-per-account", failuresPerAccount), who + ' ' + subject);
    }

    private static String place(EmailAddress email, Client client) {
        return email.key() + ' ' + client.network();
    }

    private static Limit failures(String name, int most) {
        return new Limit(name, most, QUARTER);
    }
}
