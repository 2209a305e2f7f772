package dev.usher.notification;

import dev.usher.kernel.event.RedriveDeadLetters;
import dev.usher.kernel.job.JobMain;
import dev.usher.kernel.web.ServiceMain;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** Starts the notification service. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "notification-service",
                        version = "1",
                        description = "The ledger of mails that events asked for, for administrators."))
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "at+jwt")
public final class NotificationService {
    private NotificationService() {}

    public static void main(String[] args) {
        JobMain.run("notification-service", NotificationService.class, args, new RedriveDeadLetters());
        ServiceMain.run(
                "notification-service",
                NotificationService.class,
                args,
                "DATABASE_URL",
                "DATABASE_USERNAME",
                "DATABASE_PASSWORD",
                "KAFKA_BOOTSTRAP_SERVERS",
                "ISSUER",
                "AUDIENCE",
                "JWKS_URL",
                "PUBLIC_URL",
                "SMTP_HOST",
                "MAIL_FROM",
                "MAIL_TOKEN_KEY");
    }
}
