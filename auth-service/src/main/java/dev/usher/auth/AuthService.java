package dev.usher.auth;

import dev.usher.kernel.event.RedriveDeadLetters;
import dev.usher.kernel.job.JobMain;
import dev.usher.kernel.web.ServiceMain;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** Starts the auth service. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "auth-service",
                        version = "1",
                        description =
                                "Accounts, passwords, sessions and the keys of access tokens. Log in, keep the two"
                                        + " tokens, send the access token as a bearer, and replace both at /v1/refresh before"
                                        + " it expires; whoever repeats a refresh within 10 seconds gets the same answer."))
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "at+jwt")
public final class AuthService {
    private AuthService() {}

    public static void main(String[] args) {
        JobMain.run("auth-service", AuthService.class, args, new ReplaySignUps(), new RedriveDeadLetters());
        ServiceMain.run(
                "auth-service",
                AuthService.class,
                args,
                "DATABASE_URL",
                "DATABASE_USERNAME",
                "DATABASE_PASSWORD",
                "REDIS_URL",
                "KAFKA_BOOTSTRAP_SERVERS",
                "ISSUER",
                "AUDIENCE",
                "SIGNING_KEYS_PATH",
                "PASSWORD_PEPPER",
                "MAIL_TOKEN_KEY");
    }
}
