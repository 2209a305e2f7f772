package dev.usher.local;

import dev.usher.kernel.testing.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a service is told by its environment (design §6). What the person who starts the platform set wins. */
public record ServiceEnvironment(
        Variables variables,
        Secrets secrets,
        String gateway,
        String auth,
        String redis,
        String kafka,
        String smtp,
        Path objects,
        BootstrapAdmin admin) {
    /** Addresses are all the same here, so limits per address would only be in the way. */
    private static final String NO_LIMIT = "100000";

    public Map<String, String> of(Service service, int port, Database database) throws IOException {
        var told = new HashMap<String, String>();
        told.put("ISSUER", gateway);
        told.put("AUDIENCE", "usher");
        told.put("PUBLIC_URL", gateway);
        told.put("TRUSTED_PROXIES", "127.0.0.1");
        told.put("JWKS_URL", auth + "/.well-known/jwks.json");
        told.put("THROTTLE_UPLOADS", NO_LIMIT);
        switch (service) {
            case AUTH -> auth(told);
            case PROFILE -> told.put("AUTH_URL", auth);
            case CATALOG -> told.put("BOOTSTRAP_ADMIN_EMAIL", admin.email());
            case NOTIFICATION -> notification(told);
        }
        if (service == Service.PROFILE || service == Service.CATALOG) {
            told.put("OBJECT_STORAGE", "local");
            told.put("OBJECT_STORAGE_PATH", objects.resolve(service.shortName()).toString());
        }
        told.putAll(variables.all());
        // These are the platform's to say: they differ from service to service.
        told.put("SERVER_PORT", "" + port);
        told.put("DATABASE_URL", database.jdbcUrl());
        told.put("DATABASE_USERNAME", database.username());
        told.put("DATABASE_PASSWORD", database.password());
        told.put("REDIS_URL", redis);
        told.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        return told;
    }

    private void auth(Map<String, String> told) throws IOException {
        told.put("SIGNING_KEYS_PATH", secrets.signingKeys().toString());
        told.put("PASSWORD_PEPPER", secrets.named("PASSWORD_PEPPER"));
        told.put("MAIL_TOKEN_KEY", secrets.named("MAIL_TOKEN_KEY"));
        told.put("BOOTSTRAP_ADMIN_EMAIL", admin.email());
        told.put("BOOTSTRAP_ADMIN_PASSWORD", admin.password());
        told.put("THROTTLE_SIGNUPS_PER_ADDRESS", NO_LIMIT);
        told.put("THROTTLE_FAILURES_PER_ADDRESS", NO_LIMIT);
        told.put("THROTTLE_RECOVERY_PER_ADDRESS", NO_LIMIT);
    }

    private void notification(Map<String, String> told) throws IOException {
        told.put("MAIL_TOKEN_KEY", secrets.named("MAIL_TOKEN_KEY"));
        told.put("SMTP_HOST", smtp.substring(0, smtp.lastIndexOf(':')));
        told.put("SMTP_PORT", smtp.substring(smtp.lastIndexOf(':') + 1));
        told.put("SMTP_STARTTLS", "off");
        told.put("MAIL_FROM", "Usher <no-reply@example.com>");
    }

    /** The first super-admin. */
    public record BootstrapAdmin(String email, String password) {
        @Override
        public String toString() {
            return email;
        }
    }
}
