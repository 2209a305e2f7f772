package dev.usher.auth;

import dev.usher.kernel.web.ServiceMain;

/** Starts the auth service. */
public final class AuthService {
    private AuthService() {}

    public static void main(String[] args) {
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
                "PASSWORD_PEPPER");
    }
}
