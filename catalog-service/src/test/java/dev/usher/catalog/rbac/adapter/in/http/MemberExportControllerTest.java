package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.port.Members;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemberExportControllerTest {
    private final CatalogApp app = CatalogApp.running();
    private final UUID user = UUID.randomUUID();
    private final String export = "/v1/members/" + user + "/export";

    @Test
    void everybody_may_take_away_what_is_known_about_them() {
        app.bean(Members.class).welcome(user, false, CatalogApp.NOW);

        var answer = app.as(user).get(export);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"roles.json\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("user_id", "roles");
        assertThat(answer.json().get("user_id").asText()).isEqualTo(user.toString());
        assertThat(answer.json().get("roles"))
                .isEqualTo(app.as(user)
                        .get("/v1/members/" + user + "/roles")
                        .json()
                        .get("items"));
        assertThat(answer.json().at("/roles/0/name").asText()).isEqualTo("customer");
    }

    @Test
    void administrators_may_take_it_for_anybody_and_others_may_not() {
        assertThat(app.as("admin").get(export).json().get("roles")).isEmpty();
        assertThat(app.as("super-admin").get(export).status()).isEqualTo(200);
        isProblem(app.as("seller").get(export), 403, "forbidden");
        isProblem(app.http().get(export), 401, "invalid-token");
        isProblem(app.as("admin").get("/v1/members/nobody/export"), 404, "not-found");
    }
}
