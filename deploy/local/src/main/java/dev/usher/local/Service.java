package dev.usher.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The four services, in the order of their ports, with the paths that the gateway gives to each (design §3). */
public enum Service {
    AUTH(
            1,
            "/.well-known",
            "/v1/signup",
            "/v1/login",
            "/v1/refresh",
            "/v1/logout",
            "/v1/logout-all",
            "/v1/sessions",
            "/v1/me",
            "/v1/password",
            "/v1/email",
            "/v1/users",
            "/v1/audit"),
    PROFILE(2, "/v1/profile"),
    CATALOG(3, "/v1/services", "/v1/permissions", "/v1/roles", "/v1/members", "/v1/checks", "/v1/products"),
    NOTIFICATION(4, "/v1/notifications");

    private final int offset;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> paths;

    Service(int offset, String... paths) {
        this.offset = offset;
        this.paths = List.of(paths);
    }

    /** Name in {@code platform.json} and of the log. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String module() {
        return shortName() + "-service";
    }

    int port(int base) {
        return base + offset;
    }

    /** Who answers for a path; empty for what the gateway does not carry. */
    public static Optional<Service> serving(String path) {
        if (path.contains("//") || (path + "/").contains("/./") || (path + "/").contains("/../")) {
            return Optional.empty();
        }
        for (var service : values()) {
            for (var prefix : service.paths) {
                if (path.equals(prefix) || path.startsWith(prefix + "/")) {
                    return Optional.of(service);
                }
            }
        }
        return Optional.empty();
    }
}
