package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.FactorSecrets;
import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.TooMany;
import dev.usher.auth.domain.TotpSecret;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Shows somebody the secret of a second factor that counts when they have given a code of it. May be repeated. */
public final class EnrolSecondFactor {
    public sealed interface Result {
        record Begun(Account account, TotpSecret secret) implements Result {}

        record WrongPassword() implements Result {}

        /** There is one already: it has to go first. */
        record Enabled() implements Result {}

        /** The caller's token or challenge is dead. */
        record NoAccount() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Accounts accounts;
    private final SecondFactors factors;
    private final FactorSecrets secrets;
    private final SecondStep step;
    private final Reauthentication reauthentication;
    private final Clock clock;

    public EnrolSecondFactor(
            Accounts accounts,
            SecondFactors factors,
            FactorSecrets secrets,
            SecondStep step,
            Reauthentication reauthentication,
            Clock clock) {
        this.accounts = accounts;
        this.factors = factors;
        this.secrets = secrets;
        this.step = step;
        this.reauthentication = reauthentication;
        this.clock = clock;
    }

    /**
     * @param epoch that of the caller's access token
     * @param password empty for what no account can have
     */
    public Result begin(AccountId user, long epoch, Optional<RawPassword> password, Client client) {
        var credential = reauthentication.find(user, epoch);
        if (credential.isEmpty()) {
            return new Result.NoAccount();
        }
        return switch (reauthentication.prove(
                credential.get(), password, client, SecurityEvent.Kind.SECOND_FACTOR_CHANGE_FAILED)) {
            case Reauthentication.Result.Proven() ->
                begin(credential.get().account(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
            case Reauthentication.Result.WrongPassword() -> new Result.WrongPassword();
            case Reauthentication.Result.Throttled(var tooMany) -> new Result.Throttled(tooMany);
        };
    }

    /** For a login that is refused until there is a factor. */
    public Result begin(LoginChallenge.Sealed sealed) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return step.open(sealed, now)
                .filter(LoginChallenge::enrol)
                .flatMap(challenge -> accounts.find(challenge.account())
                        .filter(found -> found.isActive() && found.sessionEpoch() == challenge.sessionEpoch()))
                .map(account -> begin(account, now))
                .orElseGet(Result.NoAccount::new);
    }

    private Result begin(Account account, Instant now) {
        var secret = secrets.newSecret();
        return factors.begin(account.id(), secrets.seal(account.id(), secret), now)
                ? new Result.Begun(account, secret)
                : new Result.Enabled();
    }
}
