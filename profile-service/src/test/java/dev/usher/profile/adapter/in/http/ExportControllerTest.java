package dev.usher.profile.adapter.in.http;

import static dev.usher.profile.adapter.in.http.ProfileControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.image.TestImages;
import dev.usher.kernel.testing.Form;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExportControllerTest {
    private final ProfileApp app = ProfileApp.running();
    private final UUID ada = UUID.randomUUID();

    @Test
    void an_export_is_a_file_with_the_whole_profile_of_the_caller() {
        app.bean(CreateProfile.class).createProfile(Account.of(ada, "ada@example.com", "Ada", "Lovelace", "en-GB"));
        var http = app.http().bearer(app.issuer().token(ada));

        http.put("/v1/profile/avatar", Form.file(TestImages.png(8, 8)), "Content-Type", Form.TYPE);

        var answer = http.get("/v1/profile/export");

        assertThat(answer.json().at("/profile/avatar_url").textValue()).startsWith("/v1/profile/avatar?v=");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"profile.json\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("profile");
        assertThat(answer.json().get("profile"))
                .isEqualTo(http.get("/v1/profile").json());
    }

    @Test
    void nobody_exports_what_is_not_there() {
        isProblem(app.http().bearer(app.issuer().token(ada)).get("/v1/profile/export"), 401, "invalid-token");
    }
}
