package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.FactorSecrets;
import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.application.port.SecondFactors.Proof;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.RecoveryCode;
import dev.usher.auth.domain.SecondFactor;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the owner of a second factor, logged in, does with it: confirms it, gets new recovery codes, takes it away. */
public final class ManageSecondFactor {
    /** Who asks, by a verified access token. */
    public record By(AccountId user, long epoch, Client client) {}

    public sealed interface Result {
        /** Shown once. */
        record Codes(List<RecoveryCode> codes) implements Result {}

        record Removed() implements Result {}

        /** Nothing has changed. */
        sealed interface Refusal extends Result {}

        record WrongPassword() implements Refusal {}

        record WrongCode() implements Refusal {}

        /** There is no factor for which this could be done. */
        record NoFactor() implements Refusal {}

        /** The caller's token is dead: account gone, disabled or cut off. */
        record NoAccount() implements Refusal {}

        record Throttled(TooMany tooMany) implements Refusal {}
    }

    private final Accounts accounts;
    private final SecondFactors factors;
    private final FactorSecrets secrets;
    private final SecondStep step;
    private final Reauthentication reauthentication;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog audit;
    private final Clock clock;

    public ManageSecondFactor(
            Accounts accounts,
            SecondFactors factors,
            FactorSecrets secrets,
            SecondStep step,
            Reauthentication reauthentication,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog audit,
            Clock clock) {
        this.accounts = accounts;
        this.factors = factors;
        this.secrets = secrets;
        this.step = step;
        this.reauthentication = reauthentication;
        this.attempts = attempts;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param factor empty when there is none that counts */
    public record State(Optional<SecondFactor> factor) {}

    /** Empty when the caller's token is dead. */
    public Optional<State> show(AccountId user, long epoch) {
        return account(user, epoch)
                .map(account -> new State(factors.find(account.id()).filter(SecondFactor::isConfirmed)));
    }

    private Optional<Account> account(AccountId user, long epoch) {
        return accounts.find(user).filter(account -> account.accepts(epoch));
    }

    public Result confirm(By by, String code) {
        return withCode(by, false, (account, factor) -> {
            var now = now();
            var codes = newCodes();
            var number = secrets.step(account.id(), factor.secret(), code, now);
            if (number.isEmpty()
                    || !factors.confirm(
                            account.id(), factor.secret(), number.getAsLong(), hashes(account, codes), now)) {
                return new Result.WrongCode();
            }
            note(SecurityEvent.Kind.SECOND_FACTOR_ENABLED, by, now);
            return new Result.Codes(codes);
        });
    }

    public Result renew(By by, String code) {
        return withCode(by, true, (account, factor) -> {
            if (!use(account, factor, code, by)) {
                return new Result.WrongCode();
            }
            var codes = newCodes();
            factors.renew(account.id(), hashes(account, codes));
            note(SecurityEvent.Kind.RECOVERY_CODES_RENEWED, by, now());
            return new Result.Codes(codes);
        });
    }

    /**
     * @param password empty for what no account can have
     * @param code not asked for, since the session was started with the factor; one that is given must be right
     */
    public Result disable(By by, Optional<RawPassword> password, Optional<String> code) {
        var credential = reauthentication.find(by.user(), by.epoch());
        if (credential.isEmpty()) {
            return new Result.NoAccount();
        }
        return switch (reauthentication.prove(
                credential.get(), password, by.client(), SecurityEvent.Kind.SECOND_FACTOR_CHANGE_FAILED)) {
            case Reauthentication.Result.Proven() ->
                code.flatMap(given -> refusal(by, given)).orElseGet(() -> remove(by));
            case Reauthentication.Result.WrongPassword() -> new Result.WrongPassword();
            case Reauthentication.Result.Throttled(var tooMany) -> new Result.Throttled(tooMany);
        };
    }

    /** Empty when the code is right. */
    private Optional<Result> refusal(By by, String code) {
        var result = withCode(
                by,
                true,
                (account, factor) -> use(account, factor, code, by) ? new Result.Removed() : new Result.WrongCode());
        return result instanceof Result.Removed ? Optional.empty() : Optional.of(result);
    }

    private Result remove(By by) {
        if (!factors.remove(by.user())) {
            return new Result.NoFactor();
        }
        note(SecurityEvent.Kind.SECOND_FACTOR_DISABLED, by, now());
        return new Result.Removed();
    }

    private Result withCode(By by, boolean confirmed, BiFunction<Account, SecondFactor, Result> work) {
        var account = account(by.user(), by.epoch());
        if (account.isEmpty()) {
            return new Result.NoAccount();
        }
        var factor = factors.find(by.user()).filter(found -> found.isConfirmed() == confirmed);
        if (factor.isEmpty()) {
            return new Result.NoFactor();
        }
        var result = attempts.guess(
                limits.secondFactor(account.get().email()),
                Result.Throttled::new,
                () -> work.apply(account.get(), factor.get()),
                tried -> !(tried instanceof Result.WrongCode));
        if (result instanceof Result.WrongCode) {
            note(SecurityEvent.Kind.SECOND_FACTOR_FAILED, by, now());
        }
        return result;
    }

    private boolean use(Account account, SecondFactor factor, String code, By by) {
        var proof = step.proof(account.id(), factor, code, now());
        var good = factors.use(account.id(), proof);
        if (good && proof instanceof Proof.Recovery) {
            note(SecurityEvent.Kind.RECOVERY_CODE_USED, by, now());
        }
        return good;
    }

    private List<RecoveryCode> newCodes() {
        return Stream.generate(secrets::newRecoveryCode).limit(RecoveryCode.SET).toList();
    }

    private List<String> hashes(Account account, List<RecoveryCode> codes) {
        return codes.stream()
                .map(code -> secrets.hash(account.id(), code.reveal()))
                .toList();
    }

    private void note(SecurityEvent.Kind kind, By by, Instant now) {
        audit.append(SecurityEvent.own(kind, by.user(), by.client(), now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
