package dev.usher.kernel.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.policy.Permissions;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.ApplicationConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Says in place of catalog-service who may do what, on the broker that all tests of the JVM share, and waits until a
 * running service knows it. The roles are those that are seeded; catalog-service itself tells of its own.
 */
public final class TestPolicy {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, List<String>> COVERED = Map.ofEntries(
            Map.entry("users:read", List.of("auth-service")),
            Map.entry("users:write", List.of("auth-service")),
            Map.entry("users:import", List.of("auth-service")),
            Map.entry("profile:read-own", List.of("auth-service", "profile-service")),
            Map.entry("profile:write-own", List.of("auth-service", "profile-service")),
            Map.entry("access:read", List.of("catalog-service")),
            Map.entry("access:write", List.of("catalog-service")),
            Map.entry("members:write", List.of("catalog-service")),
            Map.entry("products:read", List.of("catalog-service")),
            Map.entry("products:write-own", List.of("catalog-service")),
            Map.entry("products:write", List.of("catalog-service")),
            Map.entry("notifications:read", List.of("notification-service")),
            Map.entry("notifications:redrive", List.of("notification-service")));

    /** The seeded roles with their permissions. */
    public static final Map<String, Set<String>> ROLES = Map.of(
            "super-admin",
            Set.copyOf(COVERED.keySet()),
            "admin",
            Set.of(
                    "users:read",
                    "users:write",
                    "access:read",
                    "members:write",
                    "products:read",
                    "products:write",
                    "notifications:read",
                    "notifications:redrive"),
            "seller",
            Set.of("products:read", "products:write-own"),
            "customer",
            Set.of("profile:read-own", "profile:write-own", "products:read"));

    private static final ConcurrentMap<UUID, Integer> VERSIONS = new ConcurrentHashMap<>();

    private static final class Seeds {
        static final Set<String> TOLD = tell();

        private static Set<String> tell() {
            ROLES.forEach((role, permissions) -> role(role, 1, permissions, COVERED));
            return ROLES.keySet();
        }
    }

    private final ApplicationContext service;

    private TestPolicy(ApplicationContext service) {
        this.service = service;
    }

    /** For the running service; it knows the seeded roles when this returns. */
    public static TestPolicy of(ApplicationContext service) {
        var name = service.getBean(ApplicationConfiguration.class).getName().orElse("");
        if (!name.equals("catalog-service") && Seeds.TOLD.isEmpty()) {
            throw new AssertionError("no roles");
        }
        var policy = new TestPolicy(service);
        var somebody = UUID.randomUUID();
        policy.give(somebody, ROLES.keySet().toArray(String[]::new));
        policy.until(
                "the seeded roles",
                permissions -> permissions.allowed(somebody, "users:write", "auth-service")
                        && permissions.allowed(somebody, "products:write-own", "catalog-service")
                        && permissions.allowed(somebody, "profile:read-own", "profile-service"));
        policy.forget(somebody);
        return policy;
    }

    /** The token of a fresh person who has these roles; the token itself names none. */
    public String token(TestIssuer issuer, String... roles) {
        var user = UUID.randomUUID();
        give(user, roles);
        return issuer.token(user);
    }

    /** From now on these are the user's roles, and no others. */
    public void give(UUID user, String... roles) {
        Topics.publish(
                "rbac:member",
                UUID.randomUUID(),
                user.toString(),
                json(Map.of("user_id", user, "roles", roles, "version", VERSIONS.merge(user, 1, Integer::sum))));
        until("the roles of " + user, permissions -> permissions.roles(user).equals(Set.of(roles)));
    }

    /** As if the user had been deleted. */
    public void forget(UUID user) {
        Topics.publish("rbac:member", UUID.randomUUID(), user.toString(), null);
        until(user + " is gone", permissions -> permissions.roles(user).isEmpty());
    }

    /** Tells of a role; who asks right away may be faster than it. */
    public static void role(String name, long version, Set<String> permissions, Map<String, List<String>> covered) {
        var made = permissions.stream()
                .sorted()
                .map(permission -> Map.of("name", permission, "services", covered.getOrDefault(permission, List.of())))
                .toList();
        Topics.publish(
                "rbac:role",
                UUID.randomUUID(),
                name,
                json(Map.of("name", name, "permissions", made, "version", version)));
    }

    private interface Known {
        boolean in(Permissions permissions);
    }

    private void until(String what, Known known) {
        var permissions = service.getBean(Permissions.class);
        await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .ignoreException(Unavailable.class)
                .until(() -> known.in(permissions));
    }

    private static String json(Map<String, ?> data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException failure) {
            throw new AssertionError(failure);
        }
    }
}
