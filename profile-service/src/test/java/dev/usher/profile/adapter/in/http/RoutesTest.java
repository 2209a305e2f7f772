package dev.usher.profile.adapter.in.http;

import static dev.usher.profile.adapter.in.http.ProfileControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.image.TestImages;
import dev.usher.kernel.testing.Form;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.RouteInventory;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole surface of the service, and who may touch it. A new route must be added here to pass. */
class RoutesTest {
    private final ProfileApp app = ProfileApp.running();
    private final UUID ada = UUID.randomUUID();

    @Test
    void these_are_all_routes() {
        var routes = new TreeMap<>(RouteInventory.all(app.context()));
        routes.keySet().removeAll(RouteInventory.ofKernel());

        assertThat(routes)
                .isEqualTo(Map.of(
                        "GET /v1/profile", "isAuthenticated()",
                        "PATCH /v1/profile", "isAuthenticated()",
                        "GET /v1/profile/avatar", "isAuthenticated()",
                        "PUT /v1/profile/avatar", "isAuthenticated()",
                        "DELETE /v1/profile/avatar", "isAuthenticated()",
                        "GET /v1/profile/export", "isAuthenticated()",
                        "PATCH /v1/profile/password", "isAuthenticated()"));
        assertThat(RouteInventory.anonymous(app.context())).isEqualTo(RouteInventory.ofKernel());
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "seller", "admin", "super-admin", "no-such-role"})
    void every_role_reaches_its_own_profile_and_nothing_else(String role) {
        var token = app.issuer().token(ada, role);
        app.accounts().add(account(), token, "old password");
        app.bean(CreateProfile.class).createProfile(account());
        var http = app.http().bearer(token);

        assertThat(statuses(http)).containsExactly(200, 200, 200, 200, 204, 200, 200);
    }

    @Test
    void a_token_without_a_role_is_enough() {
        app.bean(CreateProfile.class).createProfile(account());

        assertThat(app.http().bearer(app.issuer().token(ada)).get("/v1/profile").status())
                .isEqualTo(200);
    }

    @Test
    void without_a_token_nothing_opens() {
        assertThat(statuses(app.http())).containsExactly(401, 401, 401, 401, 401, 401, 401);
    }

    @Test
    void unknown_routes_and_wrong_methods_say_so_with_and_without_a_token() {
        for (var http : List.of(app.http(), app.http().bearer(app.issuer().token(ada)))) {
            isProblem(http.get("/v1/profiles"), 404, "not-found");
            isProblem(http.get("/v1/profile/" + ada), 404, "not-found");
            isProblem(http.delete("/v1/profile"), 405, "method-not-allowed");
            isProblem(http.post("/v1/profile", "{}"), 405, "method-not-allowed");
            isProblem(http.get("/v1/profile/password"), 405, "method-not-allowed");
        }
    }

    @Test
    void the_operator_sees_that_it_lives() {
        assertThat(app.http().get("/health/liveness").status()).isEqualTo(200);
        assertThat(app.http().get("/prometheus").status()).isEqualTo(200);
    }

    private Account account() {
        return Account.of(ada, "ada@example.com", "Ada", "Lovelace", null);
    }

    /** Of every route that needs a token, in the order of the list. */
    private static List<Integer> statuses(Http http) {
        return List.of(
                http.get("/v1/profile").status(),
                http.patch("/v1/profile", "{\"bio\": \"x\"}").status(),
                http.put("/v1/profile/avatar", Form.file(TestImages.png(8, 8)), "Content-Type", Form.TYPE)
                        .status(),
                http.get("/v1/profile/avatar").status(),
                http.delete("/v1/profile/avatar").status(),
                http.get("/v1/profile/export").status(),
                http.patch(
                                "/v1/profile/password",
                                "{\"old_password\": \"old password\", \"new_password\": \"new password\"}")
                        .status());
    }
}
