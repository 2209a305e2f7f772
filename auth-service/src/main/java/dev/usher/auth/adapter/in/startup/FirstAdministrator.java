package dev.usher.auth.adapter.in.startup;

import dev.usher.auth.AuthSettings;
import dev.usher.auth.application.BootstrapAdmin;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.RawPassword;
import dev.usher.kernel.store.AfterMigration;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import io.micronaut.context.annotation.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the administrator of {@code BOOTSTRAP_ADMIN_EMAIL} and {@code BOOTSTRAP_ADMIN_PASSWORD} when the tables are
 * there. Values that nobody could sign up with stop the start; therefore it is made eagerly.
 */
@Context
final class FirstAdministrator implements AfterMigration {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private record Configured(EmailAddress email, RawPassword password) {}

    private final BootstrapAdmin bootstrapAdmin;
    private final Optional<Configured> configured;

    FirstAdministrator(BootstrapAdmin bootstrapAdmin, AuthSettings.BootstrapAdmin settings) {
        this.bootstrapAdmin = bootstrapAdmin;
        this.configured = settings.address().map(address -> configured(address, settings));
    }

    private Configured configured(String address, AuthSettings.BootstrapAdmin settings) {
        try {
            var configuration =
                    new Configured(EmailAddress.of(address), RawPassword.of("password", settings.password()));
            refuse(bootstrapAdmin.violations(configuration.email(), configuration.password()));
            return configuration;
        } catch (InvalidValue invalid) {
            throw refusal(invalid.violations());
        }
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw refusal(violations);
        }
    }

    private static IllegalArgumentException refusal(List<Violation> violations) {
        return new IllegalArgumentException(violations.stream()
                .map(violation -> variable(violation) + " " + violation.message())
                .collect(Collectors.joining("; ")));
    }

    private static String variable(Violation violation) {
        return violation.field().equals("email") ? "BOOTSTRAP_ADMIN_EMAIL" : "BOOTSTRAP_ADMIN_PASSWORD";
    }

    @Override
    public void run() {
        configured.ifPresent(admin -> {
            switch (bootstrapAdmin.bootstrap(admin.email(), admin.password())) {
                case CREATED -> LOG.info("The first administrator has been made");
                case PRESENT -> LOG.debug("The first administrator is there");
                case TAKEN ->
                    LOG.warn("BOOTSTRAP_ADMIN_EMAIL belongs to somebody who signed up with it: no administrator made");
            }
        });
    }
}
