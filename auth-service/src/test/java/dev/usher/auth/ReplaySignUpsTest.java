package dev.usher.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.job.Job;
import dev.usher.kernel.job.JobSettings;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-ups published again, for who came late. */
class ReplaySignUpsTest {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final int PEOPLE = 8;
    private static final List<Person> SIGNED_UP = new ArrayList<>();
    private static AuthApp app;
    private static List<ConsumerRecord<String, String>> originals;

    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void peopleSignUp() {
        app = AuthApp.start(Map.of());
        for (int i = 0; i < PEOPLE; i++) {
            SIGNED_UP.add(Person.signUp(app.http()));
        }
        var ids = SIGNED_UP.stream().map(Person::id).toList();
        originals = Topics.await("user.signup", PEOPLE, record -> ids.contains(record.key()));
        // They are told in the order of each key only; a replay goes by the time of the sign-up.
        originals.sort(java.util.Comparator.comparingInt(record -> ids.indexOf(record.key())));
        // The outbox has long forgotten them.
        new AuthDatabase(app.database()).update("delete from outbox where type = 'user:signup'");
    }

    @AfterAll
    static void close() {
        app.close();
    }

    private static String newTopic() {
        var name = "replayed-" + TOPICS.incrementAndGet();
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backends.kafka()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
        return name;
    }

    private Job.Outcome replay(String... arguments) throws Exception {
        return new ReplaySignUps().run(List.of(arguments), settings(), told::add);
    }

    private static JobSettings settings() {
        // What the service itself is told, keys and pepper apart.
        return JobSettings.of(
                "auth-service",
                AuthService.class,
                Map.of(
                        "datasources.default.url", app.database().jdbcUrl(),
                        "datasources.default.username", app.database().username(),
                        "datasources.default.password", app.database().password(),
                        "usher.kafka.bootstrap-servers", Backends.kafka()));
    }

    private static JsonNode json(Job.Outcome outcome) {
        return json(outcome.result());
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException noJson) {
            throw new AssertionError(line, noJson);
        }
    }

    private static void assertSame(ConsumerRecord<String, String> replayed, ConsumerRecord<String, String> original) {
        assertThat(replayed.key()).isEqualTo(original.key());
        assertThat(replayed.value()).isEqualTo(original.value());
        assertThat(texts(replayed)).isEqualTo(texts(original));
    }

    private static List<String> texts(ConsumerRecord<String, String> record) {
        return Arrays.stream(record.headers().toArray())
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .sorted()
                .toList();
    }

    @Test
    void every_sign_up_is_published_as_it_was_whatever_became_of_the_account() throws Exception {
        var database = new AuthDatabase(app.database());
        database.update(
                "update account set first_name = 'Grace' where id = ?::uuid",
                SIGNED_UP.get(0).id());
        database.disable(new AccountId(UUID.fromString(SIGNED_UP.get(1).id())));
        var topic = newTopic();
        var outcome = replay("--topic", topic);
        assertThat(outcome.failure()).isNull();
        assertThat(json(outcome).get("matched").intValue()).isEqualTo(PEOPLE);
        assertThat(json(outcome).get("published").intValue()).isEqualTo(PEOPLE);
        var replayed = Topics.await(topic, PEOPLE, record -> true);
        assertThat(replayed).hasSize(PEOPLE);
        for (int i = 0; i < PEOPLE; i++) {
            assertSame(replayed.get(i), originals.get(i));
        }
        assertThat(told).last().asString().contains(PEOPLE + " of " + PEOPLE + " (100 %)");
    }

    @Test
    void who_has_left_is_not_told_of_and_who_was_imported_is_counted() throws Exception {
        var gone = Person.signUp(app.http());
        Topics.await("user.signup", 1, record -> record.key().equals(gone.id()));
        var range = new String[] {"--topic", newTopic(), "--from-user", gone.id(), "--to-user", gone.id(), "--dry-run"};
        assertThat(json(replay(range)).get("matched").intValue()).isEqualTo(1);
        var database = new AuthDatabase(app.database());
        database.update("delete from sign_up where user_id = ?::uuid", gone.id());
        assertThat(json(replay(range)).get("without_event").intValue()).isEqualTo(1);
        assertThat(gone.bearer()
                        .send("DELETE", "/v1/me", Map.of("password", Person.PASSWORD))
                        .status())
                .isEqualTo(202);
        assertThat(json(replay(range)).get("matched").intValue()).isZero();
        assertThat(json(replay(range)).get("without_event").intValue()).isZero();
    }

    @Test
    void a_range_of_time_includes_its_beginning_and_not_its_end() throws Exception {
        var third = signedUpAt(2);
        var fifth = signedUpAt(4);
        var topic = newTopic();
        var outcome = replay("--topic", topic, "--from", third.toString(), "--to", fifth.toString());
        var expected = originals.stream()
                .filter(record -> !signedUpAt(record).isBefore(third)
                        && signedUpAt(record).isBefore(fifth))
                .toList();
        assertThat(expected).hasSizeGreaterThanOrEqualTo(1);
        assertThat(json(outcome).get("published").intValue()).isEqualTo(expected.size());
        var replayed = Topics.await(topic, expected.size(), record -> true);
        for (int i = 0; i < expected.size(); i++) {
            assertSame(replayed.get(i), expected.get(i));
        }
    }

    @Test
    void a_range_of_users_includes_both() throws Exception {
        var topic = newTopic();
        var outcome = replay(
                "--topic",
                topic,
                "--from-user",
                SIGNED_UP.get(2).id(),
                "--to-user",
                SIGNED_UP.get(4).id());
        assertThat(json(outcome).get("published").intValue()).isEqualTo(3);
        assertThat(Topics.await(topic, 3, record -> true))
                .extracting(ConsumerRecord::key)
                .containsExactlyElementsOf(
                        SIGNED_UP.subList(2, 5).stream().map(Person::id).toList());
    }

    @Test
    void a_dry_run_publishes_nothing() throws Exception {
        var topic = newTopic();
        var outcome = replay("--topic", topic, "--dry-run");
        assertThat(json(outcome).get("matched").intValue()).isGreaterThanOrEqualTo(PEOPLE);
        assertThat(json(outcome).get("published").intValue()).isZero();
        replay(
                "--topic",
                topic,
                "--from-user",
                SIGNED_UP.get(0).id(),
                "--to-user",
                SIGNED_UP.get(0).id());
        assertThat(Topics.await(topic, 1, record -> true)).hasSize(1);
    }

    @Test
    void arguments_that_do_not_do_are_refused_before_anything_is_published() {
        assertThatThrownBy(() -> replay()).hasMessage("--topic is missing");
        assertThatThrownBy(() -> replay("--topic", "user.singup"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no topic user.singup");
        assertThatThrownBy(() -> replay("--topic", "user.signup", "--after", "yesterday"))
                .hasMessage("--after must be a cursor that an earlier run printed");
    }

    /** As a process: SIGTERM in the middle, then the rest by the cursor. Together nothing is left out. */
    @Test
    void one_that_is_stopped_says_how_far_it_is_and_another_goes_on() throws Exception {
        var topic = newTopic();
        var first = start(
                "--topic",
                topic,
                "--rate",
                "2",
                "--to-user",
                SIGNED_UP.getLast().id());
        var progress = first.errorReader();
        for (var line = progress.readLine(); line != null && !line.contains("cursor"); ) {
            line = progress.readLine();
        }
        first.toHandle().destroy();
        var result = json(first.inputReader().readLine());
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isNotZero();
        int done = result.get("published").intValue();
        assertThat(done).isBetween(1, PEOPLE - 1);

        var second = start(
                "--topic",
                topic,
                "--after",
                result.get("cursor").textValue(),
                "--to-user",
                SIGNED_UP.getLast().id());
        var rest = json(second.inputReader().readLine());
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        assertThat(rest.get("published").intValue()).isEqualTo(PEOPLE - done);
        var keys = new HashSet<String>();
        Topics.await(topic, PEOPLE, record -> true).forEach(record -> keys.add(record.key()));
        assertThat(keys).hasSize(PEOPLE);
    }

    @Test
    void wrong_arguments_end_the_process_with_2_and_a_missing_setting_with_1() throws Exception {
        var wrong = start("--topics", "x");
        assertThat(wrong.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.exitValue()).isEqualTo(2);
        assertThat(wrong.errorReader().readLine())
                .isEqualTo("replay-signups: --topics is no option (--help says more)");
        var builder = builder("--topic", "user.signup");
        builder.environment().remove("KAFKA_BOOTSTRAP_SERVERS");
        var unset = builder.start();
        assertThat(unset.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(unset.exitValue()).isEqualTo(1);
        assertThat(unset.errorReader().readLine()).isEqualTo("replay-signups: KAFKA_BOOTSTRAP_SERVERS is not set");
    }

    private static Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    private static ProcessBuilder builder(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                AuthService.class.getName(),
                "replay-signups"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "DATABASE_URL", app.database().jdbcUrl(),
                        "DATABASE_USERNAME", app.database().username(),
                        "DATABASE_PASSWORD", app.database().password(),
                        "KAFKA_BOOTSTRAP_SERVERS", Backends.kafka()));
        return builder;
    }

    private static Instant signedUpAt(int index) {
        return signedUpAt(originals.get(index));
    }

    private static Instant signedUpAt(ConsumerRecord<String, String> record) {
        return Instant.parse(json(record.value()).get("signed_up_at").textValue());
    }
}
