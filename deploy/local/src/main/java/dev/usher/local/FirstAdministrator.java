package dev.usher.local;

import dev.usher.local.ApiClient.Surprise;
import dev.usher.local.ServiceEnvironment.BootstrapAdmin;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The first super-admin of a new platform. Auth-service makes the account, catalog-service gives it the role when it hears
 * of it, and every service learns of that by event: a moment after all of them are ready, which nobody should have to
 * know.
 */
public final class FirstAdministrator {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Map<Service, String> ROUTES = Map.of(
            Service.AUTH, "/v1/users?size=1",
            Service.CATALOG, "/v1/services?size=1",
            Service.NOTIFICATION, "/v1/notifications?size=1");

    private FirstAdministrator() {}

    /**
     * Returns when every replica lets the administrator in; at once when somebody else rules a platform whose data was
     * kept.
     *
     * @throws Failure when one does not
     */
    public static void await(String gateway, BootstrapAdmin admin, Map<Service, List<URI>> replicas) {
        try {
            var door = new ApiClient(gateway);
            var answer = door.post("/v1/login", null, Map.of("email", admin.email(), "password", admin.password()));
            if (answer.status() != 200) {
                return;
            }
            var session = answer.json();
            var token = session.path("access_token").asText();
            if (isSuperAdmin(door, token)) {
                ROUTES.forEach((service, route) -> replicas.getOrDefault(service, List.of())
                        .forEach(replica -> new ApiClient(replica.toString()).await(200, route, token, LIMIT)));
            }
            door.post(
                    "/v1/logout",
                    null,
                    Map.of("refresh_token", session.path("refresh_token").asText()));
        } catch (Surprise notYet) {
            throw new Failure("The first administrator may not administer: " + notYet.getMessage());
        }
    }

    private static boolean isSuperAdmin(ApiClient door, String token) {
        for (var role : door.get("/v1/me", token).expect(200).json().path("roles")) {
            if (role.asText().equals("super-admin")) {
                return true;
            }
        }
        return false;
    }
}
