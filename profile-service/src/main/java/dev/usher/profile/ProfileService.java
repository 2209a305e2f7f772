package dev.usher.profile;

import dev.usher.kernel.web.ServiceMain;

/** Starts the profile service. */
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
