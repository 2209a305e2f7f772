package dev.usher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One person's way through the platform, over the gateway, and how fast the news of a sign-up travels. */
@Tag("short")
class MainJobIT {
    private static Platform platform;
    private static Client gateway;
    private static Mailbox mailbox;

    @BeforeAll
    static void up() {
        platform = Platform.start("main-job");
        gateway = new Client(platform.gateway());
        mailbox = new Mailbox(platform.mailbox());
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    void somebody_signs_up_gets_mail_edits_the_profile_changes_the_password_and_leaves() {
        var person = Person.fresh("tour");
        var signedUp = gateway.post("/v1/signup", null, person.signUp());
        assertThat(signedUp.status()).isEqualTo(201);
        var token = signedUp.text("access_token");
        assertThat(gateway.get("/v1/me", token).text("email")).isEqualTo(person.email());

        var profile = gateway.get("/v1/profile", token);
        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.text("first_name")).isEqualTo("Ada");
        var edited = gateway.patch("/v1/profile", token, Map.of("bio", "Counts and computes."));
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.text("bio")).isEqualTo("Counts and computes.");
        await().until(() -> mailbox.to(person.email()).size() == 1);

        var changed = gateway.patch(
                "/v1/profile/password",
                token,
                Map.of("old_password", person.password(), "new_password", "another-Horse-battery-9"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(gateway.post("/v1/login", null, person.logIn()).status()).isEqualTo(401);

        var refreshed = gateway.post("/v1/refresh", null, Map.of("refresh_token", changed.text("refresh_token")));
        assertThat(refreshed.status()).isEqualTo(200);
        var last = Map.of("refresh_token", refreshed.text("refresh_token"));
        assertThat(gateway.post("/v1/logout", null, last).status()).isEqualTo(204);
        assertThat(gateway.post("/v1/refresh", null, last).status()).isEqualTo(401);
    }

    @Test
    void the_gateway_carries_the_api_and_nothing_else() {
        for (var path :
                List.of("/health", "/health/readiness", "/prometheus", "/docs", "/openapi.yml", "/env", "/beans")) {
            var answer = gateway.get(path, null);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.headers().get("content-type")).as(path).startsWith("application/problem+json");
        }
        assertThat(gateway.get("/.well-known/jwks.json", null).body().path("keys"))
                .isNotEmpty();
        for (var service : List.of("auth", "profile", "catalog", "notification")) {
            var direct = new Client(platform.service(service));
            assertThat(direct.get("/openapi.yml", null).status()).as(service).isEqualTo(200);
            assertThat(direct.get("/docs", null).status()).as(service).isEqualTo(200);
            assertThat(direct.get("/health/readiness", null).status())
                    .as(service)
                    .isEqualTo(200);
            assertThat(direct.get("/prometheus", null).status()).as(service).isEqualTo(200);
        }
    }

    /** Issue: the event within 500 ms and the mail within 2 s, each at p99 over 200 sign-ups. */
    @Test
    void two_hundred_sign_ups_reach_kafka_and_the_mailbox_in_time() throws Exception {
        try (var topic = new Topic(platform.kafka(), "user.signup")) {
            var answeredAt = new HashMap<String, Long>();
            for (int i = 0; i < 200; i++) {
                var person = Person.fresh("latency");
                var answer = gateway.post("/v1/signup", null, person.signUp());
                assertThat(answer.status()).isEqualTo(201);
                var id = answer.body().path("user").path("id").asText();
                answeredAt.put(id, System.nanoTime());
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> topic.keys().containsAll(answeredAt.keySet()));
            var toKafka = new ArrayList<Long>();
            answeredAt.forEach(
                    (id, at) -> toKafka.add(Math.max(0, topic.first(id).seenAt() - at)));
            var figures = Figures.ofNanos(toKafka);
            figures.print("sign-up answer to event at a plain consumer");
            assertThat(figures.p99Millis()).isLessThanOrEqualTo(500);
        }
    }

    @Test
    void the_welcome_mail_is_accepted_within_two_seconds() throws Exception {
        var times = new ArrayList<Long>();
        for (int i = 0; i < 200; i++) {
            var person = Person.fresh("mail");
            assertThat(gateway.post("/v1/signup", null, person.signUp()).status())
                    .isEqualTo(201);
            long answered = System.nanoTime();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> mailbox.to(person.email()).size() == 1);
            times.add(System.nanoTime() - answered);
        }
        var figures = Figures.ofNanos(times);
        figures.print("sign-up answer to mail in the mailbox");
        assertThat(figures.p99Millis()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void a_hundred_uses_of_one_refresh_token_at_once_have_one_successor() throws Exception {
        var person = Person.fresh("race");
        var first = gateway.post("/v1/signup", null, person.signUp()).text("refresh_token");
        var answers = Refreshes.atOnce(100, () -> gateway.post("/v1/refresh", null, Map.of("refresh_token", first)));
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .extracting(answer -> answer.text("refresh_token"))
                .containsOnly(answers.getFirst().text("refresh_token"));
        var successor = Map.of("refresh_token", answers.getFirst().text("refresh_token"));
        assertThat(gateway.post("/v1/refresh", null, successor).status()).isEqualTo(200);
    }

    @Test
    void a_lost_answer_then_a_retry_brings_the_same_successor() throws Exception {
        var first =
                gateway.post("/v1/signup", null, Person.fresh("lost").signUp()).text("refresh_token");
        Refreshes.sendAndHangUp(platform.service("auth"), first);
        var retry = gateway.post("/v1/refresh", null, Map.of("refresh_token", first));
        var again = gateway.post("/v1/refresh", null, Map.of("refresh_token", first));
        assertThat(retry.status()).isEqualTo(200);
        assertThat(again.text("refresh_token")).isEqualTo(retry.text("refresh_token"));
        var successor = Map.of("refresh_token", retry.text("refresh_token"));
        assertThat(gateway.post("/v1/refresh", null, successor).status()).isEqualTo(200);
    }
}
