package dev.usher.profile;

import dev.usher.kernel.event.RedriveDeadLetters;
import dev.usher.kernel.job.JobMain;
import dev.usher.kernel.web.ServiceMain;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** Starts the profile service. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "profile-service",
                        version = "1",
                        description = "What people say of themselves, and the change of their password."))
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "at+jwt")
public final class ProfileService {
    private ProfileService() {}

    public static void main(String[] args) {
        JobMain.run("profile-service", ProfileService.class, args, new RedriveDeadLetters());
        // auth-service closes a connection that has been idle for 30 s. Ours must be the first to let go, or a password
        // change, which is never sent twice, could run into a closed one.
        System.setProperty("jdk.httpclient.keepalive.timeout", "20");
        ServiceMain.run(
                "profile-service",
                ProfileService.class,
                args,
                "DATABASE_URL",
                "DATABASE_USERNAME",
                "DATABASE_PASSWORD",
                "KAFKA_BOOTSTRAP_SERVERS",
                "ISSUER",
                "AUDIENCE",
                "JWKS_URL",
                "AUTH_URL");
    }
}
