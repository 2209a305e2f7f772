package dev.usher.notification.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestPolicy;
import dev.usher.notification.TestService;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.TestMails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationControllerTest {
    private static final String LIST = "/v1/notifications";

    private final Database database = Backends.newDatabase();
    private final TestService service = TestService.managed(database);
    private final Http admin = service.admin();

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void empty() {
        TestService.execute(database, "TRUNCATE notification");
    }

    private Ledger ledger() {
        return service.bean(Ledger.class);
    }

    private Notification add(String recipient, int second) {
        var mail = TestMails.welcome(recipient, "Ada", TestMails.NOW.plusSeconds(second));
        ledger().add(mail);
        return mail;
    }

    private List<String> ids(String query) {
        var items = admin.get(LIST + query).json().get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("id").asText())
                .toList();
    }

    @Test
    void a_mail_has_every_member_of_the_contract_and_nothing_of_what_it_says() {
        var mail = add("ada@example.com", 0);

        var answer = admin.get(LIST + "/" + mail.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "kind",
                        "recipient",
                        "status",
                        "attempts",
                        "next_attempt_at",
                        "last_error",
                        "event_id",
                        "created_at",
                        "sent_at");
        assertThat(answer.json().get("kind").asText()).isEqualTo("welcome");
        assertThat(answer.json().get("status").asText()).isEqualTo("pending");
        assertThat(answer.json().get("event_id").asText())
                .isEqualTo(mail.origin().id().toString());
        assertThat(answer.json().get("next_attempt_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(answer.json().get("sent_at").isNull()).isTrue();
        assertThat(answer.body()).doesNotContain("Ada", "Lovelace");
    }

    @Test
    void the_list_comes_newest_first_in_pages() {
        var mails = List.of(add("a@example.com", 1), add("b@example.com", 2), add("c@example.com", 3));

        var page = admin.get(LIST + "?page=1&size=2").json();

        assertThat(ids("?size=2"))
                .containsExactly(mails.get(2).id().toString(), mails.get(1).id().toString());
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.get("page").asInt()).isEqualTo(1);
        assertThat(page.get("size").asInt()).isEqualTo(2);
        assertThat(page.get("total").asLong()).isEqualTo(3);
        assertThat(ids("?sort=created_at").getFirst())
                .isEqualTo(mails.getFirst().id().toString());
        assertThat(ids("?sort=-created_at").getFirst())
                .isEqualTo(mails.getLast().id().toString());
    }

    @Test
    void the_list_is_narrowed_by_status_kind_and_recipient() {
        var pending = add("pending@example.com", 1).id().toString();
        var parked = add("not an address", 2).id().toString();
        add("sent@example.com", 0);
        var claim = ledger().claim(
                        Lane.COURTESY, Set.of(), 1, Duration.ofSeconds(30), Instant.parse("2026-03-01T12:00:00Z"))
                .getFirst();
        ledger().sent(claim, TestMails.NOW.plusSeconds(9));

        assertThat(ids("?status=pending")).containsExactly(pending);
        assertThat(ids("?status=parked")).containsExactly(parked);
        assertThat(ids("?status=sent")).containsExactly(claim.mail().id().toString());
        assertThat(ids("?status=sending")).isEmpty();
        assertThat(ids("?kind=welcome")).hasSize(3);
        assertThat(ids("?kind=reset-password")).isEmpty();
        assertThat(ids("?recipient=PENDING@example.com")).containsExactly(pending);
        assertThat(ids("?recipient=pending@example.com&status=sent")).isEmpty();
        assertThat(ids("?recipient=%25")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?status=lost,status",
        "?status=,status",
        "?kind=spam,kind",
        "?colour=red,colour",
        "?sort=recipient,sort",
        "?page=-1,page",
        "?size=101,size"
    })
    void what_the_list_does_not_publish_is_refused(String query, String field) {
        var answer = admin.get(LIST + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo("invalid");
        assertThat(answer.json().get("errors").get(0).get("field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0195f2a0-0000-7000-8000-000000000001", "1", "0195F2A0-0000-7000-8000-00000000000G", "%00"})
    void what_does_not_exist_or_is_no_id_is_not_found(String id) {
        var answer = admin.get(LIST + "/" + id);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, LIST + "/0195f2a0-0000-7000-8000-000000000001"})
    void a_94_only_who_has_the_permission_looks_into_the_ledger(String path) {
        assertThat(code(service.http().get(path), 401)).isEqualTo("invalid-token");
        assertThat(code(service.http().bearer("nonsense").get(path), 401)).isEqualTo("invalid-token");
        var nobody = service.http().bearer(service.tokenOf(UUID.randomUUID()));
        assertThat(code(nobody.get(path), 403)).isEqualTo("forbidden");
        var named = service.http().bearer(service.tokenThatNames("admin", "super-admin"));
        assertThat(code(named.get(path), 403)).isEqualTo("forbidden");
        assertThat(code(service.with("customer", "seller").get(path), 403)).isEqualTo("forbidden");
        assertThat(service.with("super-admin").get(path).status()).isIn(200, 404);
    }

    @Test
    void a_94_a_role_opens_exactly_the_routes_of_its_permissions() {
        var desk = "desk " + UUID.randomUUID();
        var drivers = "drivers " + UUID.randomUUID();
        var here = List.of("notification-service");
        TestPolicy.role(desk, 1, Set.of("notifications:read"), Map.of("notifications:read", here));
        TestPolicy.role(drivers, 1, Set.of("notifications:redrive"), Map.of("notifications:redrive", here));
        var reader = service.with(desk);
        var driver = service.with(drivers);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> reader.get(LIST).status() == 200
                        && driver.post(LIST + "/redrive", "{}").status() == 202);
        assertThat(code(reader.get(LIST + "/" + UUID.randomUUID()), 404)).isEqualTo("not-found");
        for (var path : List.of(LIST + "/redrive", LIST + "/" + UUID.randomUUID() + "/redrive")) {
            assertThat(code(reader.post(path, "{}"), 403)).isEqualTo("forbidden");
        }
        for (var path : List.of(LIST, LIST + "/" + UUID.randomUUID())) {
            assertThat(code(driver.get(path), 403)).isEqualTo("forbidden");
        }
    }

    @Test
    void a_98_a_grant_and_a_revocation_hold_for_the_token_from_before() {
        var user = UUID.randomUUID();
        var http = service.http().bearer(service.tokenOf(user));
        assertThat(code(http.get(LIST), 403)).isEqualTo("forbidden");
        service.policy().give(user, "customer", "admin");
        assertThat(http.get(LIST).status()).isEqualTo(200);
        service.policy().give(user, "customer");
        assertThat(code(http.get(LIST), 403)).isEqualTo("forbidden");
    }

    /** Nothing is allowed because nobody knows who may do it, and what takes no permission goes on. */
    @Test
    void f_pe_1_without_the_policy_what_takes_a_permission_waits() {
        try (var alone = TestService.quiet(database)) {
            var http = alone.http().bearer(alone.tokenOf(UUID.randomUUID()));
            var answer = http.get(LIST);
            assertThat(code(answer, 503)).isEqualTo("authorization-unavailable");
            assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(code(http.post(LIST + "/redrive", "{}"), 503)).isEqualTo("authorization-unavailable");
            assertThat(http.get(LIST + "/export").status()).isEqualTo(200);
        }
    }

    private static String code(Http.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        JsonNode problem = answer.json();
        assertThat(problem.get("type").asText())
                .isEqualTo("urn:usher:problem:" + problem.get("code").asText());
        return problem.get("code").asText();
    }

    @Test
    void the_ledger_cannot_be_changed_over_http() {
        for (var method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            assertThat(code(admin.send(method, LIST, null), 405)).isEqualTo("method-not-allowed");
            assertThat(code(admin.send(method, LIST + "/" + UUID.randomUUID(), null), 405))
                    .isEqualTo("method-not-allowed");
        }
    }

    @Test
    void f_sm_13_a_parked_mail_is_redriven_and_a_sent_one_is_not() {
        var parked = add("not an address", 1);
        var answer = admin.post(LIST + "/" + parked.id() + "/redrive", "");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("status").asText()).isEqualTo("pending");
        assertThat(answer.json().get("id").asText()).isEqualTo(parked.id().toString());

        var sent = add("sent@example.com", 0);
        ledger().claim(Lane.COURTESY, Set.of(), 5, Duration.ofSeconds(30), Instant.parse("2026-03-01T12:00:00Z"))
                .forEach(claim -> ledger().sent(claim, TestMails.NOW));
        assertThat(code(admin.post(LIST + "/" + sent.id() + "/redrive", ""), 409))
                .isEqualTo("conflict");
        assertThat(code(admin.post(LIST + "/" + UUID.randomUUID() + "/redrive", "{}"), 404))
                .isEqualTo("not-found");
        assertThat(code(admin.post(LIST + "/none/redrive", ""), 404)).isEqualTo("not-found");
    }

    @Test
    void f_sm_13_parked_mails_are_redriven_by_kind_and_time() {
        add("not an address", 1);
        add("neither an address", 2);
        add("waits@example.com", 3);

        assertThat(count("{\"kind\": \"reset-password\"}")).isZero();
        assertThat(count("{\"kind\": \"welcome\", \"parked_before\": \"2026-03-01T12:00:02Z\"}"))
                .isEqualTo(1);
        assertThat(count("{\"kind\": null, \"parked_before\": null}")).isEqualTo(1);
        assertThat(count("{}")).isZero();
        assertThat(ids("?status=pending")).hasSize(3);
    }

    private int count(String body) {
        var answer = admin.post(LIST + "/redrive", body);
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().get("count").asInt();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind': 'spam'}|422",
                "{'parked_before': 'yesterday'}|400",
                "{'parked_before': 7}|400",
                "{'kind': 7}|400",
                "{'colour': 'red'}|400",
                "[]|400",
                "not json|400"
            })
    void a_redrive_that_makes_no_sense_changes_nothing(String body, int status) {
        add("not an address", 1);

        assertThat(admin.post(LIST + "/redrive", body.replace("'", "\"")).status())
                .isEqualTo(status);
        assertThat(ids("?status=parked")).hasSize(1);
    }

    @Test
    void a_94_only_who_has_the_permission_redrives() {
        for (var path : List.of(LIST + "/redrive", LIST + "/" + UUID.randomUUID() + "/redrive")) {
            assertThat(code(service.http().post(path, "{}"), 401)).isEqualTo("invalid-token");
            assertThat(code(service.with("seller").post(path, "{}"), 403)).isEqualTo("forbidden");
        }
    }

    @Test
    void everybody_may_take_away_what_was_mailed_to_them_without_what_it_said() {
        var mine = add("ada@example.com", 1);
        add("bob@example.com", 2);
        var me = Objects.requireNonNull(mine.userId());

        var answer = service.http().bearer(service.tokenOf(me)).get(LIST + "/export");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"notifications.json\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().get("user_id").asText()).isEqualTo(me.toString());
        assertThat(answer.json().get("notifications")).hasSize(1);
        var mail = answer.json().at("/notifications/0");
        assertThat(mail.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kind", "recipient", "status", "created_at", "sent_at");
        assertThat(mail.get("recipient").asText()).isEqualTo("ada@example.com");
        assertThat(answer.body()).doesNotContain("Ada", "Lovelace", "bob@");
        assertThat(code(service.http().get(LIST + "/export"), 401)).isEqualTo("invalid-token");
        assertThat(service.admin().get(LIST + "/export").json().get("notifications"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&sort=created_at", "&sort=-created_at"})
    void a_cursor_walks_through_the_whole_list_in_every_order(String sort) {
        for (int number = 0; number < 7; number++) {
            add(number + "@example.com", number / 3);
        }
        var expected = ids("?size=100" + sort);
        var walked = new ArrayList<String>();
        var page = admin.get(LIST + "?size=3" + sort).json();
        for (int pages = 0; pages < 3; pages++) {
            page.get("items").forEach(item -> walked.add(item.get("id").asText()));
            assertThat(page.get("total").asInt()).isEqualTo(7);
            assertThat(page.get("page").asInt()).isEqualTo(pages);
            if (pages < 2) {
                var next = page.get("next_cursor").asText();
                page = admin.get(LIST + "?size=3" + sort + "&cursor=" + next).json();
            }
        }
        assertThat(walked).isEqualTo(expected);
        assertThat(page.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_cursor_of_our_making_only() {
        assertThat(code(admin.get(LIST + "?cursor=AAAA"), 422)).isEqualTo("invalid");
    }
}
