package dev.usher.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.local.ServiceEnvironment.BootstrapAdmin;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One person's tour through the running platform, for real and through the gateway. It ends at the first surprise. */
final class Demo {
    private static final String NO_MAILBOX = "not read: mails go to a server of your own";
    private static final String FIRST = "seven green lanterns";
    private static final String SECOND = "eleven amber lanterns";
    private static final String THIRD = "thirteen ivory lanterns";
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Pattern LINK = Pattern.compile("/reset#token=([^\\s\"<>]+)");

    private final ApiClient gateway;
    private final @Nullable DemoMail mail;
    private final BootstrapAdmin admin;
    private final PrintStream out;
    private final String email = "ada." + Long.toString(ProcessHandle.current().pid(), 36) + "."
            + Long.toString(System.nanoTime(), 36) + "@example.com";
    private JsonNode tokens = ApiClient.NOTHING;
    private String userId = "";
    private String root = "";
    private String etag = "";
    private int step;

    Demo(String gateway, @Nullable String mailbox, BootstrapAdmin admin, PrintStream out) {
        this.gateway = new ApiClient(gateway);
        this.mail = mailbox == null ? null : new DemoMail(new ApiClient(mailbox));
        this.admin = admin;
        this.out = out;
    }

    /** True when every step went as it should. */
    boolean run() {
        out.println("\nThe tour, as " + email + ":");
        try {
            accounts();
            profile();
            password();
            recovery();
            administration();
            logout();
            farewell();
            out.println("\nAll " + step + " steps worked.");
            return true;
        } catch (ApiClient.Surprise e) {
            out.println("\nThe tour ended at step " + step + ": " + e.getMessage());
            return false;
        }
    }

    private void accounts() {
        step("sign up", () -> {
            tokens = gateway.post(
                            "/v1/signup",
                            null,
                            Map.of("email", email, "password", FIRST, "first_name", "Ada", "last_name", "Lovelace"))
                    .expect(201)
                    .json();
            userId = tokens.at("/user/id").asText();
            return "201, user " + userId;
        });
        step("read the welcome mail", this::welcomeMail);
        step("ask who I am", () -> {
            var me = gateway.get("/v1/me", access()).expect(200).json();
            return "200, " + me.path("first_name").asText() + " "
                    + me.path("last_name").asText() + ", " + me.path("status").asText();
        });
    }

    private String welcomeMail() {
        if (mail == null) {
            return NO_MAILBOX;
        }
        return "\""
                + mail.await(email, text -> text.contains("Ada"))
                        .path("subject")
                        .asText() + "\"";
    }

    private void profile() {
        step("read my profile", () -> {
            var answer = gateway.get("/v1/profile", access()).expect(200);
            etag = answer.header("ETag");
            return "200, ETag " + etag;
        });
        step("edit my profile", () -> {
            var profile = gateway.patch(
                            "/v1/profile",
                            access(),
                            Map.of("bio", "First programmer.", "time_zone", "Europe/London"),
                            "If-Match",
                            etag)
                    .expect(200)
                    .json();
            return "200, bio \"" + profile.path("bio").asText() + "\"";
        });
        step(
                "edit an old version",
                () -> gateway.patch("/v1/profile", access(), Map.of("bio", "Lost update."), "If-Match", etag)
                        .expect(412)
                        .refusal());
    }

    private void password() {
        step("change my password", () -> {
            tokens = gateway.patch(
                            "/v1/profile/password", access(), Map.of("old_password", FIRST, "new_password", SECOND))
                    .expect(200)
                    .json();
            return "200, a new session; all others have ended";
        });
        step(
                "log in with the old one",
                () -> gateway.post("/v1/login", null, Map.of("email", email, "password", FIRST))
                        .expect(401)
                        .refusal());
        step("refresh the session", () -> {
            tokens = gateway.post("/v1/refresh", null, Map.of("refresh_token", refresh()))
                    .expect(200)
                    .json();
            return "200, good for " + tokens.path("expires_in").asLong() + " s";
        });
    }

    private void recovery() {
        step("log in elsewhere, look", () -> {
            logIn(SECOND);
            var sessions = gateway.get("/v1/sessions", access()).expect(200).json();
            return "200, " + sessions.path("items").size() + " sessions";
        });
        if (mail == null) {
            return;
        }
        step("forget my password", () -> {
            gateway.post("/v1/password/forgot", null, Map.of("email", email)).expect(202);
            return "202, whether or not there is such an account";
        });
        step("reset it by mail", () -> {
            var letter = mail.await(email, text -> LINK.matcher(text).find());
            var link = LINK.matcher(letter.path("text").asText());
            if (!link.find()) {
                throw new ApiClient.Surprise("the mail has no link: " + letter.path("text"));
            }
            gateway.post("/v1/password/reset", null, Map.of("token", link.group(1), "new_password", THIRD))
                    .expect(204);
            return "204, every session has ended";
        });
        step("log in with the new one", () -> {
            logIn(THIRD);
            return "200";
        });
    }

    private void logIn(String password) {
        tokens = gateway.post("/v1/login", null, Map.of("email", email, "password", password))
                .expect(200)
                .json();
    }

    private void administration() {
        step(
                "list services as myself",
                () -> gateway.get("/v1/services", access()).expect(403).refusal());
        step("list services as admin", () -> {
            root = gateway.post("/v1/login", null, Map.of("email", admin.email(), "password", admin.password()))
                    .expect(200)
                    .json()
                    .path("access_token")
                    .asText();
            var services = gateway.get("/v1/services", root).expect(200).json();
            return "200, " + services.path("total").asInt() + " services";
        });
        step("be made an admin", () -> {
            gateway.put(membership(), root).expect(204);
            return "204";
        });
        step("list services with that", () -> {
            gateway.await(200, "/v1/services", access(), A_SECOND);
            return "200, with the token from before";
        });
        step("ask what I may do", this::check);
        step("lose it again", () -> {
            gateway.delete(membership(), root).expect(204);
            return "204";
        });
        step(
                "list services after that",
                () -> gateway.await(401, "/v1/services", access(), A_SECOND).refusal());
        step("refresh the session", () -> {
            tokens = gateway.post("/v1/refresh", null, Map.of("refresh_token", refresh()))
                    .expect(200)
                    .json();
            return "200, I am who I was";
        });
    }

    private String membership() {
        for (var role :
                gateway.get("/v1/roles?name=admin", root).expect(200).json().path("items")) {
            if (role.path("name").asText().equals("admin")) {
                return "/v1/roles/" + role.path("id").asText() + "/members/" + userId;
            }
        }
        throw new ApiClient.Surprise("there is no role admin");
    }

    private String check() {
        var question = Map.of("user_id", userId, "permission", "users:read", "service", "auth-service");
        var result = gateway.post("/v1/checks", access(), Map.of("checks", List.of(question)))
                .expect(200)
                .json()
                .at("/results/0");
        if (!result.path("allowed").asBoolean()) {
            throw new ApiClient.Surprise("users:read on auth-service: " + result);
        }
        return "200, users:read on auth-service: " + result.path("reason").asText();
    }

    private void logout() {
        step("log out", () -> {
            gateway.post("/v1/logout", null, Map.of("refresh_token", refresh())).expect(204);
            return "204";
        });
        step(
                "refresh after that",
                () -> gateway.post("/v1/refresh", null, Map.of("refresh_token", refresh()))
                        .expect(401)
                        .refusal());
        step("my profile after that", this::untilRefused);
    }

    /** The access token is good for minutes by its signature; the cut-off ends it in every service within a second. */
    private String untilRefused() {
        return gateway.await(401, "/v1/profile", access(), A_SECOND).refusal();
    }

    private void farewell() {
        step("delete my account", () -> {
            logIn(mail == null ? SECOND : THIRD);
            gateway.delete("/v1/me", access(), Map.of("password", mail == null ? SECOND : THIRD))
                    .expect(202);
            return "202, every service erases what it knows";
        });
        step(
                "log in after that",
                () -> gateway.post("/v1/login", null, Map.of("email", email, "password", THIRD))
                        .expect(401)
                        .refusal());
    }

    private String access() {
        return tokens.path("access_token").asText();
    }

    private String refresh() {
        return tokens.path("refresh_token").asText();
    }

    private void step(String what, Act act) {
        step++;
        var startedAt = System.nanoTime();
        var answer = act.run();
        out.printf("  %2d  %-26s %6d ms   %s%n", step, what, (System.nanoTime() - startedAt) / 1_000_000, answer);
        out.flush();
    }

    /** Does something and says in a few words what came of it. */
    @FunctionalInterface
    private interface Act {
        String run();
    }
}
