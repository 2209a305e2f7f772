package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may manage accounts is asked at every call, and is not what the token says. */
class PermissionsTest {
    private static final List<String> AUTH = List.of("auth-service");

    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final Person person = Person.signUp(http);
    private final String role = "role " + UUID.randomUUID();

    private void permit(long version, String... permissions) {
        TestPolicy.role(
                role,
                version,
                Set.of(permissions),
                Map.of("users:read", AUTH, "users:write", AUTH, "users:import", AUTH));
    }

    private void give(String... roles) {
        app.policy().give(UUID.fromString(person.id()), roles);
    }

    private int status(String path) {
        return person.bearer().get(path).status();
    }

    private int attempt(String path) {
        return person.bearer().post(path, "{}").status();
    }

    private void awaitStatus(int status, String path) {
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> status(path) == status);
    }

    @Test
    void a_94_a_role_opens_exactly_the_routes_of_its_permissions() {
        var nobody = "/v1/users/" + UUID.randomUUID();
        permit(1, "users:read");
        give("customer", role);
        awaitStatus(200, "/v1/users");
        assertThat(status("/v1/audit")).isEqualTo(200);
        assertThat(status("/v1/users/" + person.id())).isEqualTo(200);
        assertThat(attempt(nobody + "/disable")).isEqualTo(403);
        assertThat(attempt(nobody + "/enable")).isEqualTo(403);
        assertThat(person.bearer().delete(nobody).status()).isEqualTo(403);
        assertThat(attempt("/v1/users/import")).isEqualTo(403);

        permit(2, "users:write");
        awaitStatus(403, "/v1/users");
        assertThat(status("/v1/audit")).isEqualTo(403);
        assertThat(attempt(nobody + "/disable")).isEqualTo(404);
        assertThat(attempt(nobody + "/enable")).isEqualTo(404);
        assertThat(person.bearer().delete(nobody).status()).isEqualTo(404);
        assertThat(attempt("/v1/users/import")).isEqualTo(403);

        permit(3, "users:import", "users:read");
        awaitStatus(200, "/v1/users");
        assertThat(attempt("/v1/users/import")).isEqualTo(422);
        assertThat(attempt(nobody + "/disable")).isEqualTo(403);
    }

    @Test
    void a_permission_that_covers_another_service_opens_nothing_here() {
        TestPolicy.role(role, 1, Set.of("users:read"), Map.of("users:read", List.of("catalog-service")));
        give("customer", role);
        assertProblem(person.bearer().get("/v1/users"), 403, "forbidden");
    }

    @Test
    void a_98_a_grant_and_a_revocation_hold_for_the_token_from_before() {
        assertProblem(person.bearer().get("/v1/users"), 403, "forbidden");
        give("customer", "admin");
        assertThat(status("/v1/users")).isEqualTo(200);
        give("customer");
        // Without the permission, or already without the token.
        assertThat(status("/v1/users")).isIn(403, 401);
        awaitStatus(401, "/v1/me");
        var next = person.refresh(person.refresh()).json().get("access_token").textValue();
        assertProblem(http.bearer(next).get("/v1/users"), 403, "forbidden");
    }

    @Test
    void a_super_admin_passes_whatever_the_role_has_left() {
        give("super-admin", "customer");
        assertThat(status("/v1/users")).isEqualTo(200);
        assertThat(attempt("/v1/users/import")).isEqualTo(422);
        // Tests that count super-admins find one less.
        give("customer");
        await().until(() -> new AuthDatabase(app.database())
                .texts("select 'x' from account where id = ?::uuid and 'super-admin' = any (roles)", person.id())
                .isEmpty());
    }

    @Test
    void f_pe_1_what_is_not_known_is_not_allowed_and_no_refusal() {
        try (var alone = AuthApp.start(Map.of("usher.kafka.bootstrap-servers", "127.0.0.1:1"))) {
            var somebody = Person.signUp(alone.http());
            for (var path : List.of("/v1/users", "/v1/audit")) {
                var answer = somebody.bearer().get(path);
                assertProblem(answer, 503, "authorization-unavailable");
                assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
                assertProblem(alone.http().get(path), 401, "invalid-token");
            }
            assertThat(somebody.bearer().get("/v1/me").status()).isEqualTo(200);
        }
    }
}
