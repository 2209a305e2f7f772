package dev.usher.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.event.TestSeal;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.kernel.testing.ServerProcess;
import dev.usher.kernel.testing.TestIssuer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mails a second by connections and by instances, and what instances that come and go cost: figures, and nothing lost. */
@Tag("scale")
class ScalingTest {
    private static final String TOPIC = "user.signup";
    private static final Duration SMTP_TAKES = Duration.ofMillis(50);
    private static final int MAILS_A_CONNECTION = 200;
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final TestIssuer issuer = new TestIssuer();
    private final ScriptedSmtp smtp = ScriptedSmtp.start();
    private final List<ServerProcess> instances = new ArrayList<>();

    @BeforeAll
    static void topics() throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backends.kafka()))) {
            // Partitions for more instances than one.
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(4), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    @AfterEach
    void stop() {
        instances.forEach(ServerProcess::close);
        smtp.close();
        issuer.close();
    }

    @Test
    void mails_a_second_by_connections_and_instances() {
        smtp.script((phase, line) -> phase == Phase.DOT ? new Step.Delay(SMTP_TAKES) : ScriptedSmtp.ACCEPT);
        System.out.println("| instances | connections each | mails/s | of which the server allows | duplicates |");
        System.out.println("|---|---|---|---|---|");
        for (int connections : new int[] {1, 2, 4, 8}) {
            measure(1, connections);
        }
        measure(2, 4);
        measure(2, 8);
    }

    /** Every tenth recipient is turned away for now, each time: those mails wait their turn and hold nobody up. */
    @Test
    void mails_a_second_when_a_tenth_fails() {
        smtp.script((phase, line) -> switch (phase) {
            case DOT -> new Step.Delay(SMTP_TAKES);
            case RCPT -> line.matches(".*-[0-9]*0@.*") ? new Step.Reply("451 4.7.1 later") : ScriptedSmtp.ACCEPT;
            default -> ScriptedSmtp.ACCEPT;
        });
        System.out.println("a tenth failing");
        System.out.println("| instances | connections each | mails/s | of which the server allows | duplicates |");
        System.out.println("|---|---|---|---|---|");
        for (int connections : new int[] {1, 2, 4, 8}) {
            measure(1, connections, MAILS_A_CONNECTION * connections / 10);
        }
    }

    private void measure(int count, int connections) {
        measure(count, connections, 0);
    }

    private void measure(int count, int connections, int failing) {
        var database = Backends.newDatabase();
        var before = smtp.received().size();
        int mails = MAILS_A_CONNECTION * connections * count;
        for (int i = 0; i < count; i++) {
            start(database, connections);
        }
        publish("rate" + RUNS.incrementAndGet(), 0, mails);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> smtp.taken() > before + 20);
        long began = System.nanoTime();
        int first = smtp.taken();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> smtp.taken() >= before + mails - failing);
        double rate = (smtp.taken() - first) * 1e9 / (System.nanoTime() - began);
        stopAll();
        var duplicates = duplicates(before);
        System.out.printf(
                "| %d | %d | %.1f | %.0f %% | %d |%n",
                count, connections, rate, 100 * rate * SMTP_TAKES.toMillis() / 1000 / connections / count, duplicates);
        assertThat(duplicates).isZero();
    }

    /** F-KF-12, F-SM-12: SIGTERM and SIGKILL of instances while 5000 sign-ups arrive. */
    @Test
    void f_kf_12_instances_come_and_go_and_no_mail_is_lost() throws Exception {
        smtp.script((phase, line) -> phase == Phase.DOT ? new Step.Delay(Duration.ofMillis(10)) : ScriptedSmtp.ACCEPT);
        int events = 5_000;
        int kills = 0;
        var database = Backends.newDatabase();
        var run = "come-and-go";
        var before = smtp.received().size();
        var one = start(database, 4);
        var publisher = Thread.ofPlatform().start(() -> {
            for (int begin = 0; begin < events; begin += 100) {
                publish(run, begin, begin + 100);
                pause(Duration.ofSeconds(1));
            }
        });
        var began = System.nanoTime();
        for (int round = 0; publisher.isAlive(); round++) {
            pause(Duration.ofSeconds(4));
            var two = start(database, 4);
            pause(Duration.ofSeconds(4));
            if (round % 2 == 0) {
                one.signal("TERM");
            } else {
                one.signal("KILL");
                kills++;
            }
            one = two;
        }
        publisher.join();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> smtp.taken() - before - duplicates(before) >= events);
        System.out.printf(
                "come and go: %d sign-ups in %d s, %d instances joined, %d SIGKILL, the others SIGTERM: 0 lost, %d duplicates%n",
                events, (System.nanoTime() - began) / 1_000_000_000L, instances.size(), kills, duplicates(before));
        assertThat(kills).isPositive();
        // Each connection of an instance that is killed may be between the server's answer and the ledger (W-9).
        assertThat(duplicates(before)).isLessThanOrEqualTo(4 * kills);
    }

    private int duplicates(int before) {
        var mails = smtp.received();
        var ids = mails.subList(before, mails.size()).stream()
                .map(mail -> String.valueOf(mail.header("Message-ID")))
                .toList();
        return ids.size() - (int) ids.stream().distinct().count();
    }

    private ServerProcess start(Database database, int connections) {
        int port = Scratch.freePort();
        var environment = new HashMap<>(Map.of(
                "SERVER_PORT", "" + port,
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_USERNAME", database.username(),
                "DATABASE_PASSWORD", database.password(),
                "KAFKA_BOOTSTRAP_SERVERS", Backends.kafka(),
                "ISSUER", issuer.issuer(),
                "AUDIENCE", issuer.audience(),
                "JWKS_URL", issuer.jwksUrl(),
                "PUBLIC_URL", "https://usher.example.com"));
        environment.putAll(Map.of(
                "SMTP_HOST",
                smtp.host(),
                "SMTP_PORT",
                "" + smtp.port(),
                "SMTP_CONNECTIONS",
                "" + connections,
                "MAIL_FROM",
                "no-reply@usher.example.com",
                "MAIL_TOKEN_KEY",
                TestSeal.KEY));
        var process = ServerProcess.start(
                "notification-service",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NotificationService.class.getName()),
                environment,
                Scratch.directory("notification").resolve("service-" + instances.size() + ".log"));
        instances.add(process);
        process.await(Duration.ofSeconds(60), () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return true;
            }
        });
        return process;
    }

    private void stopAll() {
        instances.forEach(ServerProcess::close);
        instances.clear();
    }

    /** As auth-service would, to recipients of many domains. */
    private static void publish(String run, int from, int to) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backends.kafka()), new StringSerializer(), new StringSerializer())) {
            for (int n = from; n < to; n++) {
                var user = UUID.randomUUID();
                var data = """
                        {"user_id":"%s","email":"%s-%d@d%d.example.com","first_name":"Ada","last_name":"Lovelace",\
                        "locale":"en","signed_up_at":"2026-03-01T10:00:00Z"}""".formatted(user, run, n, n % 23);
                var record = new ProducerRecord<>(TOPIC, user.toString(), data);
                Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", UUID.randomUUID().toString(),
                                "ce_source", "/auth-service",
                                "ce_type", "user:signup",
                                "ce_time", "2026-03-01T10:00:00Z",
                                "content-type", "application/json")
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                var _ = producer.send(record);
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
