package dev.usher.catalog.rbac;

import static dev.usher.catalog.rbac.domain.TestEntries.ADA;
import static dev.usher.catalog.rbac.domain.TestEntries.NOW;
import static dev.usher.catalog.rbac.domain.TestEntries.compose;
import static dev.usher.catalog.rbac.domain.TestEntries.entry;
import static dev.usher.catalog.rbac.domain.TestEntries.rename;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Member;
import dev.usher.catalog.rbac.domain.Name;
import dev.usher.catalog.rbac.domain.Question;
import dev.usher.kernel.policy.Permissions;
import dev.usher.kernel.policy.Permissions.Check;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever was done to services, permissions, roles and members: once it has been told, the check in process answers what
 * the database answers. The changes go through the ports, the outbox, Kafka and the feed, as they do in production. With
 * {@code -Dusher.questions=100000} it asks ten times as much, with {@code -Dusher.seed} the same again.
 */
class SameAnswersTest {
    private static final int ROUNDS = 10;
    private static final int QUESTIONS = Integer.getInteger("usher.questions", 10_000);
    private static final int EDITS = Math.clamp(QUESTIONS / 500, 10, 100);
    private static final int BATCH = 1_000;
    private static final List<String> WORDS = List.of(
            "read", "write", "Delete", "straße", "Σίσυφος", "flüstern", "list", "EXPORT", "ſee", "a b", "ıi", "audit");

    private final CatalogApp app = CatalogApp.running();
    private final Entries entries = app.bean(Entries.class);
    private final Members members = app.bean(Members.class);
    private final Checks checks = app.bean(Checks.class);
    private final Permissions permissions = app.bean(Permissions.class);
    private final long seed = Long.getLong("usher.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final Map<Kind, List<Entry>> known = new EnumMap<>(Kind.class);
    private final List<UUID> users =
            new ArrayList<>(Stream.generate(UUID::randomUUID).limit(60).toList());

    @Test
    void the_answer_in_process_is_the_answer_of_the_database() {
        System.out.println("policy: same answers, seed " + seed);
        for (var kind : Kind.values()) {
            known.put(kind, new ArrayList<>());
            IntStream.range(0, 12).forEach(any -> add(kind));
        }
        users.forEach(any -> grant());
        users.forEach(any -> grant());
        int allowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < EDITS; i++) {
                change();
            }
            untilTold();
            for (int i = 0; i < QUESTIONS / ROUNDS / BATCH; i++) {
                allowed += compare(
                        Stream.generate(() -> question(one(users))).limit(BATCH).toList());
            }
            compareOverHttp(one(users));
        }
        System.out.printf("policy: %d questions, %d of them allowed, 0 answered differently%n", QUESTIONS, allowed);
        // Else the model asks about nothing.
        assertThat(allowed).isBetween(QUESTIONS / 100, QUESTIONS / 2);
    }

    private void change() {
        var kind = one(List.of(Kind.values()));
        switch (random.nextInt(10)) {
            case 0 -> add(kind);
            case 1 -> edit(kind, rename(name()));
            case 2, 3 -> edit(one(List.of(Kind.PERMISSION, Kind.ROLE)));
            case 4 -> remove(kind);
            case 5 -> leave();
            case 6 -> revoke();
            default -> grant();
        }
    }

    private void add(Kind kind) {
        var added = entry(kind, name(), null, parts(kind));
        if (entries.add(added) == Entries.Addition.DONE) {
            of(kind).add(added);
        }
    }

    private void edit(Kind kind) {
        edit(kind, compose(parts(kind)));
    }

    private void edit(Kind kind, Content.Edit edit) {
        if (!of(kind).isEmpty()) {
            entries.edit(kind, one(of(kind)).id(), version -> true, stored -> stored.edit(edit, ADA, NOW));
        }
    }

    private void remove(Kind kind) {
        if (of(kind).size() > 4) {
            var removed = one(of(kind));
            entries.removeEverywhere(kind, removed.id(), version -> true, ADA, NOW);
            of(kind).remove(removed);
        }
    }

    private void grant() {
        members.grant(new Member(one(of(Kind.ROLE)).id(), one(users), NOW, ADA));
    }

    private void revoke() {
        members.revoke(one(of(Kind.ROLE)).id(), one(users));
    }

    /** Somebody goes, and somebody comes. */
    private void leave() {
        var welcome = UUID.randomUUID();
        members.welcome(welcome, false, NOW);
        members.erase(users.set(random.nextInt(users.size()), welcome));
    }

    private Entry[] parts(Kind kind) {
        return kind.parts()
                .map(this::of)
                .map(below -> {
                    var some = new ArrayList<>(below);
                    Collections.shuffle(some, random);
                    return some.subList(0, Math.min(some.size(), random.nextInt(9)))
                            .toArray(Entry[]::new);
                })
                .orElseGet(() -> new Entry[0]);
    }

    private List<Entry> of(Kind kind) {
        return known.computeIfAbsent(kind, none -> new ArrayList<>());
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** One of few, in one case or another: names are taken, given up and taken again. */
    private String name() {
        var name = tag + " " + one(WORDS);
        return switch (random.nextInt(3)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    private Check question(UUID user) {
        return new Check(random.nextInt(50) == 0 ? UUID.randomUUID() : user, name(), name());
    }

    /** Nothing waits to be published, and what has been is known here. */
    private void untilTold() {
        var quick = await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5));
        quick.until(() -> unpublished() == 0);
        long told = System.nanoTime();
        var age = app.bean(MeterRegistry.class).get("usher.policy.feed.age").gauge();
        // The age comes in whole milliseconds, cut off.
        quick.until(() -> age.value() + 0.002 < (System.nanoTime() - told) / 1e9);
    }

    private int unpublished() throws SQLException {
        var database = app.database();
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement();
                var counted = statement.executeQuery("select count(*) from outbox where published_at is null")) {
            counted.next();
            return counted.getInt(1);
        }
    }

    private int compare(List<Check> questions) {
        var here = permissions.allowed(questions);
        var there = checks.answer(questions.stream()
                .map(check -> new Question(check.user(), new Name(check.permission()), new Name(check.service())))
                .toList());
        for (int i = 0; i < questions.size(); i++) {
            var question = questions.get(i);
            assertThat(here.get(i))
                    .as("seed %d: %s is %s", seed, question, there.get(i))
                    .isEqualTo(there.get(i) == Question.Answer.GRANTED);
            assertThat(permissions.allowed(question.user(), question.permission(), question.service()))
                    .isEqualTo(here.get(i));
        }
        return (int) here.stream().filter(yes -> yes).count();
    }

    private void compareOverHttp(UUID user) {
        var questions = IntStream.range(0, BATCH)
                .mapToObj(any -> new Check(user, name(), name()))
                .toList();
        var asked = questions.stream()
                .map(check -> Map.of("user_id", user, "permission", check.permission(), "service", check.service()))
                .toList();
        var results =
                app.as(user).post("/v1/checks", Map.of("checks", asked)).json().get("results");
        var answers = IntStream.range(0, BATCH)
                .mapToObj(results::get)
                .map((JsonNode result) -> result.get("allowed").booleanValue())
                .collect(Collectors.toList());
        assertThat(answers).as("seed " + seed).isEqualTo(permissions.allowed(questions));
    }
}
