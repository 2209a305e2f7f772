package dev.usher.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What operators do to events, with the commands that they have. */
@Tag("full")
class OperatorIT {
    private static Platform platform;
    private static Client gateway;
    private static Mailbox mailbox;

    @BeforeAll
    static void up() {
        platform = Platform.start("operator");
        gateway = new Client(platform.gateway());
        mailbox = new Mailbox(platform.mailbox());
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    private record Ran(int exit, String result, String progress) {}

    private static Ran run(String command, String... arguments) throws IOException, InterruptedException {
        var root = Path.of(System.getProperty("usher.root")).toAbsolutePath();
        var line = new ArrayList<>(List.of(root.resolve("deploy/" + command).toString()));
        line.addAll(List.of(arguments));
        var log = platform.state().resolve(command + ".log");
        var builder = new ProcessBuilder(line).redirectError(log.toFile());
        builder.environment().put("STATE", platform.state().toString());
        var process = builder.start();
        var result = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), result, Files.readString(log));
    }

    private static Map<String, Person> signUp(int count) {
        var people = new HashMap<String, Person>();
        for (int i = 0; i < count; i++) {
            var person = Person.fresh("operator");
            var answer = gateway.post("/v1/signup", null, person.signUp());
            assertThat(answer.status()).isEqualTo(201);
            people.put(answer.body().path("user").path("id").asText(), person);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> mailbox.counts()
                        .keySet()
                        .containsAll(people.values().stream().map(Person::email).toList()));
        return people;
    }

    private static void createTopic(String name) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", platform.kafka()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** F-KF-13 from the other side: the same ids, so nobody is mailed twice. */
    @Test
    void sign_ups_are_replayed_with_their_ids_and_nobody_is_mailed_twice() throws Exception {
        var people = signUp(20);
        createTopic("replayed");
        var elsewhere = run("replay-signups", "--topic", "replayed");
        assertThat(elsewhere.exit()).as(elsewhere.progress()).isZero();
        // The first administrator signed up as well.
        assertThat(elsewhere.result()).contains("\"matched\": 21, \"published\": 21, \"without_event\": 0");
        try (var original = new Topic(platform.kafka(), "user.signup");
                var replayed = new Topic(platform.kafka(), "replayed")) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> replayed.keys().size() == 21 && original.keys().size() == 21);
            people.keySet()
                    .forEach(id -> assertThat(replayed.first(id).id())
                            .isEqualTo(original.first(id).id()));

            var again = run("replay-signups", "--topic", "user.signup");
            assertThat(again.exit()).as(again.progress()).isZero();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> original.deliveries().values().stream().allMatch(count -> count == 2));
        }
        // Behind the replay in every partition, almost surely.
        signUp(12);
        var mails = new TreeMap<>(mailbox.counts());
        people.values().forEach(person -> assertThat(mails).as("mails").containsEntry(person.email(), 1));
    }

    @Test
    void a_replay_to_a_topic_that_does_not_exist_is_refused() throws Exception {
        var mistyped = run("replay-signups", "--topic", "user.singup");
        assertThat(mistyped.exit()).isEqualTo(2);
        assertThat(mistyped.result()).isEmpty();
        assertThat(mistyped.progress()).contains("there is no topic user.singup");
    }

    /** F-KF-9. */
    @Test
    void dead_letters_are_put_back_by_a_command() throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                platform.kafka(),
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class);
        try (var producer = new KafkaProducer<byte[], byte[]>(settings);
                var letters = new Topic(platform.kafka(), "notification-service.dead-letter")) {
            for (int i = 0; i < 5; i++) {
                producer.send(new ProducerRecord<>(
                                "user.password-changed", ("k" + i).getBytes(UTF_8), "{".getBytes(UTF_8)))
                        .get();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> letters.records().size() == 5);
            var dry = run("redrive-dead-letters", "notification-service", "--dry-run");
            assertThat(dry.exit()).as(dry.progress()).isZero();
            assertThat(dry.result()).isEqualTo("{\"to_redrive\": 5, \"passed_over\": 0, \"incomplete\": 0}");
            assertThat(dry.progress()).contains("from user.password-changed-", "header ce_");
            var wet = run("redrive-dead-letters", "notification-service");
            assertThat(wet.exit()).as(wet.progress()).isZero();
            assertThat(wet.result()).isEqualTo("{\"redriven\": 5, \"passed_over\": 0, \"incomplete\": 0}");
            // What could not be read was not mended, so they die again, once each.
            await().atMost(Duration.ofSeconds(20)).until(() -> letters.records().size() == 10);
        }
    }
}
