package dev.usher.auth.application;

import dev.usher.auth.application.port.Errands;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Takes the wish for a new password. Whether there is such an account is not even looked up here: the answer, and the time
 * that it takes, cannot tell. {@link RunErrands} does the rest.
 */
public final class ForgotPassword {
    public sealed interface Result {
        record Accepted() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Errands errands;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final Clock clock;

    public ForgotPassword(Errands errands, Attempts attempts, ThrottlePolicy limits, Clock clock) {
        this.errands = errands;
        this.attempts = attempts;
        this.limits = limits;
        this.clock = clock;
    }

    public Result forgot(EmailAddress email, Client client) {
        return attempts.count(limits.recovery(client), Result.Throttled::new, () -> {
            errands.add(Errand.Forgot.by(email, client, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            return new Result.Accepted();
        });
    }
}
