package dev.usher.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.testing.RouteInventory;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI file says what the service does. */
class DescriptionsTest {
    private static final String JSON = "application/json";

    private final ProfileApp app = ProfileApp.running();
    private final JsonNode api = yaml(app.http().get("/openapi.yml").body());

    @Test
    void every_route_is_described_with_its_refusals() {
        var ours = RouteInventory.all(app.context()).keySet().stream()
                .filter(route -> !RouteInventory.ofKernel().contains(route))
                .toList();

        assertThat(ours).isNotEmpty().allSatisfy(route -> {
            var words = route.split(" ", 2);
            var operation = api.at("/paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
            assertThat(operation.path("summary").asText()).isNotBlank();
            assertThat(operation.path("security").toString()).contains("bearer");
            assertThat(operation.path("responses").fieldNames())
                    .toIterable()
                    .contains("401", "503")
                    .containsAnyOf("200", "204");
        });
        assertThat(statuses("/v1/profile", "patch")).contains("400", "412", "413", "415", "422");
        assertThat(statuses("/v1/profile/password", "patch")).contains("400", "422", "429");
        assertThat(statuses("/v1/profile/avatar", "put")).contains("200", "400", "412", "413", "415", "422", "429");
        assertThat(statuses("/v1/profile/avatar", "get")).contains("200", "304", "404");
        assertThat(statuses("/v1/profile/avatar", "delete")).contains("204", "404", "412");
        assertThat(api.at("/paths").size()).isEqualTo(4);
    }

    @Test
    void a_described_profile_has_the_members_of_a_real_one() {
        var ada = UUID.randomUUID();
        app.bean(CreateProfile.class).createProfile(Account.of(ada, "ada@example.com", "Ada", "Lovelace", null));
        var profile =
                app.http().bearer(app.issuer().token(ada)).get("/v1/profile").json();

        var schema = api.at("/components/schemas/Profile");
        assertThat(schema.get("properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> profile.fieldNames());
        assertThat(schema.get("required"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(() -> profile.fieldNames());
        assertThat(schema.at("/properties/first_name/maxLength").intValue()).isEqualTo(100);
        assertThat(schema.at("/properties/bio/type").toString()).isEqualTo("[\"string\",\"null\"]");
    }

    @Test
    void nothing_of_our_own_types_shows() {
        assertThat(api.at("/components/schemas").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "Avatar",
                        "FileForm",
                        "PasswordChange",
                        "Problem",
                        "Profile",
                        "ProfileExport",
                        "ProfilePatch",
                        "Tokens",
                        "Violation");
        assertThat(api.at("/paths/~1v1~1profile~1password/patch/requestBody/content")
                        .fieldNames())
                .toIterable()
                .containsExactly(JSON);
        var upload = api.at("/paths/~1v1~1profile~1avatar/put/requestBody/content");
        assertThat(upload.fieldNames()).toIterable().containsExactly("multipart/form-data");
        assertThat(api.at("/components/schemas/FileForm/properties/file/format").textValue())
                .isEqualTo("binary");
    }

    private Iterable<String> statuses(String path, String method) {
        var responses = api.at("/paths").path(path).path(method).path("responses");
        return responses::fieldNames;
    }

    private static JsonNode yaml(String text) {
        Map<String, Object> loaded = new Yaml().load(text);
        return new ObjectMapper().valueToTree(loaded);
    }
}
