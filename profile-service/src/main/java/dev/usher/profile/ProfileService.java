package dev.usher.profile;

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
