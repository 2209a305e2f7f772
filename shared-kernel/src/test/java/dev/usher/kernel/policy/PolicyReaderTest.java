package dev.usher.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.token.Broker;
import dev.usher.kernel.token.TokenApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Roles and members that come from a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyReaderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PROBES = 100;

    private final TestIssuer issuer = new TestIssuer();
    private final PolicyBroker broker = new PolicyBroker();
    private UUID user = UUID.randomUUID();
    private TokenApp app;

    @BeforeAll
    void start() {
        broker.start().topics(3);
        broker.role("reader", 1, "things:read");
        broker.role("writer", 1, "things:write");
        app = app();
    }

    @BeforeEach
    void somebodyElse() {
        user = UUID.randomUUID();
    }

    @AfterAll
    void stop() {
        app.close();
        broker.close();
        issuer.close();
    }

    private TokenApp app() {
        return new TokenApp(issuer, broker.address(), Map.of());
    }

    private static boolean may(TokenApp app, UUID who, String permission) {
        return app.bean(Permissions.class).allowed(who, permission, "sample-service");
    }

    private boolean may(String permission) {
        return may(app, user, permission);
    }

    private static void eventually(String what, Callable<Boolean> holds) {
        await(what)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(holds);
    }

    @Test
    void what_is_granted_holds_and_what_is_revoked_does_not() {
        assertThat(may("things:read")).isFalse();
        broker.member(user, 1, "reader");
        eventually("granted", () -> may("things:read"));
        broker.member(user, 2, "reader", "writer");
        eventually("granted more", () -> may("things:write"));
        broker.member(user, 3);
        eventually("revoked", () -> !may("things:read") && !may("things:write"));
        broker.member(user, 4, "writer");
        eventually("granted again", () -> may("things:write"));
        broker.gone(PolicyData.MEMBER, user.toString());
        eventually("deleted", () -> !may("things:write"));
        broker.member(user, 5, "writer");
        eventually("granted anew", () -> may("things:write"));
        broker.bareTombstone(PolicyBroker.MEMBERS, user.toString());
        eventually("deleted by a tool", () -> !may("things:write"));
    }

    @Test
    void a_role_may_come_after_its_members_and_change_and_go() {
        broker.member(user, 11, "late");
        broker.member(UUID.randomUUID(), 1, "reader");
        eventually(
                "the role's name is known",
                () -> app.bean(Permissions.class).roles(user).contains("late"));
        assertThat(may("things:later")).isFalse();
        broker.role("late", 2, "things:later");
        eventually("the role has come", () -> may("things:later"));
        broker.role("late", 3, "things:last");
        eventually("the role has changed", () -> may("things:last") && !may("things:later"));
        broker.gone(PolicyData.ROLE, "late");
        eventually("the role is gone", () -> !may("things:last"));
    }

    /** F-KF-9. */
    @Test
    void what_cannot_be_read_is_skipped_and_counted_and_the_next_one_counts() {
        var other = UUID.randomUUID();
        double before = app.metric("usher_policy_skipped_total");
        var good = PolicyBroker.memberEvent(other, 1, "reader");
        broker.raw(PolicyBroker.MEMBERS, key(other), data("{"));
        broker.raw(PolicyBroker.MEMBERS, key(other), good.data());
        broker.raw(PolicyBroker.MEMBERS, null, good.data());
        broker.raw(PolicyBroker.MEMBERS, data("nobody"), null);
        broker.raw(PolicyBroker.ROLES, data("reader"), new byte[900_000]);
        said(
                PolicyData.MEMBER,
                other.toString(),
                "{\"user_id\":\"" + user + "\",\"roles\":[\"writer\"],\"version\":9}");
        said(PolicyData.MEMBER, other.toString(), "{\"user_id\":\"" + other + "\",\"roles\":[null],\"version\":9}");
        said(PolicyData.MEMBER, other.toString(), "{\"user_id\":\"" + other + "\",\"roles\":[\"writer\"]}");
        said(PolicyData.MEMBER, other.toString(), "null");
        said(PolicyData.ROLE, "reader", "{\"name\":\"writer\",\"permissions\":[],\"version\":9}");
        said(PolicyData.ROLE, "reader", "{\"name\":\"reader\",\"permissions\":[{\"name\":\"x\"}],\"version\":9}");
        said(PolicyData.ROLE, "reader", "{\"name\":\"reader\",\"permissions\":[null],\"version\":9}");
        broker.send(good);
        eventually("the good one after the bad ones", () -> may(app, other, "things:read"));
        eventually("each is counted", () -> app.metric("usher_policy_skipped_total") == before + 12);
    }

    private void said(String type, String key, String data) {
        broker.send(new Event(UUID.randomUUID(), type, "/catalog-service", key, Instant.now(), null, data(data)));
    }

    private static byte[] key(UUID of) {
        return data(of.toString());
    }

    private static byte[] data(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_start_knows_everything_and_shows_it() {
        var last = UUID.randomUUID();
        for (int i = 0; i < 20_000; i++) {
            var _ = broker.broker
                    .producer()
                    .send(Broker.message(PolicyBroker.memberEvent(new UUID(8, i), 1, "reader"), null, null));
        }
        broker.member(last, 1, "writer");
        long start = System.nanoTime();
        try (var second = app()) {
            assertThat(may(second, last, "things:write")).isTrue();
            assertThat(may(second, new UUID(8, 19_999), "things:read")).isTrue();
            System.out.printf(
                    "policy: service started with %.0f members after %d ms%n",
                    second.metric("usher_policy_members"), (System.nanoTime() - start) / 1_000_000);
            assertThat(second.metric("usher_policy_members")).isGreaterThan(20_000);
            assertThat(second.metric("usher_policy_roles")).isGreaterThanOrEqualTo(2);
            assertThat(second.metric("usher_policy_feed_age_seconds")).isBetween(0.0, 20.0);
        }
    }

    /** What was deleted while nobody looked, and whose deletion was compacted away: a topic that begins anew is the same. */
    @Test
    void what_vanished_is_gone_after_the_next_reading() {
        var other = UUID.randomUUID();
        broker.member(user, 21, "reader");
        broker.member(other, 21, "reader");
        eventually("granted", () -> may("things:read") && may(app, other, "things:read"));
        broker.broker.delete(PolicyBroker.MEMBERS);
        // As many partitions as before: the producer of this test may still know of these.
        broker.broker.topic(PolicyBroker.MEMBERS, 3);
        broker.member(other, 1, "writer");
        eventually("the new topic is read", () -> may(app, other, "things:write"));
        assertThat(may(app, other, "things:read")).isFalse();
        assertThat(may("things:read")).isFalse();
    }

    @Test
    void from_the_record_to_the_answer_it_takes_milliseconds() {
        var nanos = new long[PROBES];
        for (int i = 0; i < PROBES; i++) {
            var somebody = UUID.randomUUID();
            long start = System.nanoTime();
            broker.member(somebody, 1, "reader");
            eventually("granted", () -> may(app, somebody, "things:read"));
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "policy: from send to effect p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d%n",
                nanos[PROBES / 2] / 1e6, nanos[PROBES * 99 / 100] / 1e6, nanos[PROBES - 1] / 1e6, PROBES);
    }
}
