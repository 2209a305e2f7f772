package dev.usher.auth;

import dev.usher.auth.application.Attempts;
import dev.usher.auth.application.EnrolSecondFactor;
import dev.usher.auth.application.FinishLogIn;
import dev.usher.auth.application.LogIn;
import dev.usher.auth.application.ManageSecondFactor;
import dev.usher.auth.application.Reauthentication;
import dev.usher.auth.application.SecondStep;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.FactorSecrets;
import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.domain.ThrottlePolicy;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** The use cases of the second factor. */
@Factory
final class SecondFactorWiring {
    @Singleton
    SecondStep secondStep(SecondFactors factors, FactorSecrets secrets, AuthSettings.SecondFactor settings) {
        return new SecondStep(factors, secrets, Set.copyOf(settings.roles()));
    }

    @Singleton
    FinishLogIn finishLogIn(
            Accounts accounts,
            SecondFactors factors,
            SecondStep step,
            LogIn logIn,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog audit,
            Clock clock) {
        return new FinishLogIn(accounts, factors, step, logIn, attempts, limits, audit, clock);
    }

    @Singleton
    EnrolSecondFactor enrolSecondFactor(
            Accounts accounts,
            SecondFactors factors,
            FactorSecrets secrets,
            SecondStep step,
            Reauthentication reauthentication,
            Clock clock) {
        return new EnrolSecondFactor(accounts, factors, secrets, step, reauthentication, clock);
    }

    @Singleton
    ManageSecondFactor manageSecondFactor(
            Accounts accounts,
            SecondFactors factors,
            FactorSecrets secrets,
            SecondStep step,
            Reauthentication reauthentication,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog audit,
            Clock clock) {
        return new ManageSecondFactor(
                accounts, factors, secrets, step, reauthentication, attempts, limits, audit, clock);
    }
}
