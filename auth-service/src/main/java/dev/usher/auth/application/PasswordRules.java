package dev.usher.auth.application;

import dev.usher.auth.application.port.PasswordGuesser;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.PasswordPolicy;
import dev.usher.auth.domain.RawPassword;
import dev.usher.kernel.value.Violation;
import java.util.List;

/** Whether a password may be chosen; the same question at sign-up, change and reset. */
public final class PasswordRules {
    private final PasswordPolicy policy;
    private final PasswordGuesser guesser;

    public PasswordRules(PasswordPolicy policy, PasswordGuesser guesser) {
        this.policy = policy;
        this.guesser = guesser;
    }

    /** Empty when it may. */
    List<Violation> violations(String field, RawPassword password, PasswordContext context) {
        var violations = policy.violations(field, password, context);
        // Guessing is slow: what is refused anyway is not worth it.
        return violations.isEmpty() ? guessed(field, password, context) : violations;
    }

    private List<Violation> guessed(String field, RawPassword password, PasswordContext context) {
        return switch (guesser.judge(password, context)) {
            case COMMON -> List.of(new Violation(field, "common", "is one of the most used passwords"));
            case GUESSABLE -> List.of(new Violation(field, "guessable", "is too easy to guess"));
            case HARD -> List.of();
        };
    }
}
