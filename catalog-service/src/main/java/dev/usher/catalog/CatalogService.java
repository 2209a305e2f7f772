package dev.usher.catalog;

import dev.usher.kernel.event.RedriveDeadLetters;
import dev.usher.kernel.job.JobMain;
import dev.usher.kernel.web.ServiceMain;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** Starts the catalog service. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "catalog-service",
                        version = "1",
                        description = "The services of the platform, and who may do what on them."))
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "at+jwt")
public final class CatalogService {
    private CatalogService() {}

    public static void main(String[] args) {
        JobMain.run("catalog-service", CatalogService.class, args, new RedriveDeadLetters());
        ServiceMain.run(
                "catalog-service",
                CatalogService.class,
                args,
                "DATABASE_URL",
                "DATABASE_USERNAME",
                "DATABASE_PASSWORD",
                "KAFKA_BOOTSTRAP_SERVERS",
                "ISSUER",
                "AUDIENCE",
                "JWKS_URL");
    }
}
