package dev.usher.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.EmbeddedKafka;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide promises of its consumers, each a process of its own on a real broker and a real database. */
abstract class ConsumerContract {
    private static final String GROUP = "voucher-service";
    private static final String DEAD_LETTERS = GROUP + ".dead-letter";
    private static final int SIGN_UPS = Integer.getInteger("events", 600);
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory = Scratch.directory("consumer");
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<String, ProducerRecord<byte[], byte[]>> poison = new LinkedHashMap<>();
    private EmbeddedKafka kafka;
    private Database database;
    private Connection connection;
    private KafkaProducer<byte[], byte[]> producer;

    /** The consumer's name, its command and what it needs of the environment besides the common settings. */
    abstract Launch launch(Database database);

    record Launch(String name, List<String> command, Map<String, String> environment) {}

    @BeforeEach
    void backends() throws Exception {
        kafka = open(EmbeddedKafka.start(
                directory.resolve("kafka"), Scratch.freePort(), Map.of("group.min.session.timeout.ms", "1000")));
        database = Backends.newDatabase();
        connection = open(database.dataSource().getConnection());
        // One at a time: a new partition takes a second batch whose first it has refused, and then never that first
        // one.
        producer = open(new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
        try (var admin = admin()) {
            admin.createTopics(List.of(topic("user.signup", 3), topic("user.deleted", 3), topic(DEAD_LETTERS, 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var one : opened.reversed()) {
            one.close();
        }
    }

    /** The Show: every tenth record is poison, every seventh comes twice, and the consumer is killed in the middle. */
    @Test
    void every_sign_up_has_its_effect_once_though_the_consumer_is_killed_and_poison_lies_between() throws Exception {
        var signUps = new TestSignUps(SIGN_UPS);
        var sent = new ArrayList<Future<RecordMetadata>>();
        signUps.records().forEach(record -> sent.add(producer.send(record)));
        for (int i = 0; i < sent.size(); i++) {
            var at = sent.get(i).get();
            if (signUps.isPoison(signUps.records().get(i))) {
                poison.put(place(at), signUps.records().get(i));
            }
        }
        producer.send(signUps.deletion(0)).get();

        var consumer = start();
        for (int kill = 1; kill <= KILLS; kill++) {
            int wanted = kill * SIGN_UPS / (KILLS + 2);
            await().atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> vouchers() >= wanted);
            kill(consumer);
            assertThat(vouchers()).as("killed in the middle").isLessThan(signUps.good() - 50);
            consumer = start();
        }
        awaitDone(signUps);
        // Old events come again, and a new one about somebody who has been forgotten.
        for (var old : signUps.records().subList(0, 100)) {
            if (!signUps.isPoison(old)) {
                producer.send(old).get();
            }
        }
        producer.send(signUps.late(0)).get();
        producer.send(signUps.last()).get();
        await().atMost(LIMIT).until(() -> count("SELECT count(*) FROM inbox") == signUps.good() + 3);

        assertThat(vouchers()).isEqualTo(signUps.good());
        assertThat(count("SELECT count(DISTINCT user_id) FROM voucher")).isEqualTo(signUps.good());
        assertThat(count("SELECT count(*) FROM voucher WHERE user_id = '" + signUps.user(0) + "'"))
                .isZero();
        var letters = deadLetters();
        assertThat(letters.keySet()).isEqualTo(poison.keySet());
        letters.forEach((place, copies) ->
                copies.forEach(letter -> assertBuried(Objects.requireNonNull(poison.get(place), place), letter)));
        long copies = letters.values().stream().mapToLong(List::size).sum() - letters.size();
        assertThat(copies).as("one at most for each kill").isLessThanOrEqualTo(KILLS);

        long asked = System.nanoTime();
        consumer.signal("TERM");
        assertThat(consumer.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        long stopped = System.nanoTime();
        assertThat(lag()).as("all that was done is committed").isZero();
        assertThat(members()).as("the group knows that it left").isZero();
        System.out.printf(
                "consumer (%s): %d records, %d poisoned, %d of them repeated, %d x SIGKILL: %d vouchers, each once;"
                        + " %d dead letters, %d twice; stopped in %d ms%n",
                launch(database).name(),
                signUps.records().size(),
                poison.size(),
                signUps.records().size() - SIGN_UPS,
                KILLS,
                vouchers(),
                letters.size(),
                copies,
                (stopped - asked) / 1_000_000);
    }

    private void awaitDone(TestSignUps signUps) {
        // The deletion is an event too; its user has no voucher any more.
        await().atMost(LIMIT)
                .until(() -> count("SELECT count(*) FROM inbox") == signUps.good() + 1
                        && vouchers() == signUps.good() - 1
                        && deadLetters().size() == poison.size());
    }

    private static void assertBuried(ProducerRecord<byte[], byte[]> original, ConsumerRecord<byte[], byte[]> letter) {
        assertThat(letter.key()).isEqualTo(original.key());
        assertThat(letter.value()).isEqualTo(original.value());
        var headers = new HashMap<String, String>();
        letter.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        original.headers().forEach(header -> assertThat(headers).containsEntry(header.key(), text(header.value())));
        assertThat(headers.get("dlq_reason")).isNotBlank().doesNotContain(TestSignUps.DOMAIN);
    }

    private ServerProcess start() {
        var launch = launch(database);
        var environment = new HashMap<>(launch.environment());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("GROUP", GROUP);
        // The group waits that long for a member that was killed.
        environment.put("SESSION_TIMEOUT_MS", "1000");
        return open(
                ServerProcess.start(launch.name(), launch.command(), environment, directory.resolve("consumer.log")));
    }

    private static void kill(ServerProcess consumer) throws InterruptedException {
        consumer.process().destroyForcibly();
        assertThat(consumer.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    private long vouchers() {
        return count("SELECT count(*) FROM voucher");
    }

    /** Nothing while the consumer has not made its tables. */
    private long count(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException notYet) {
            if ("42P01".equals(notYet.getSQLState())) {
                return 0;
            }
            throw new IllegalStateException(sql, notYet);
        }
    }

    /** All letters by the place of the record that they are about. */
    private Map<String, List<ConsumerRecord<byte[], byte[]>>> deadLetters() {
        var letters = new TreeMap<String, List<ConsumerRecord<byte[], byte[]>>>();
        try (var reader = reader()) {
            var partition = new TopicPartition(DEAD_LETTERS, 0);
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (reader.position(partition) < end) {
                for (var letter : reader.poll(Duration.ofMillis(100))) {
                    var place = header(letter, "dlq_topic") + "-" + header(letter, "dlq_partition") + "@"
                            + header(letter, "dlq_offset");
                    letters.computeIfAbsent(place, any -> new ArrayList<>()).add(letter);
                }
            }
        }
        return letters;
    }

    private static String place(RecordMetadata at) {
        return at.topic() + "-" + at.partition() + "@" + at.offset();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return text(letter.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Records that the group has not committed. */
    private long lag() throws Exception {
        try (var admin = admin();
                var reader = reader()) {
            var committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            return reader.endOffsets(committed.keySet()).entrySet().stream()
                    .mapToLong(end -> end.getValue()
                            - Objects.requireNonNull(committed.get(end.getKey()))
                                    .offset())
                    .sum();
        }
    }

    private int members() throws Exception {
        try (var admin = admin()) {
            var described = admin.describeConsumerGroups(List.of(GROUP)).describedGroups();
            return Objects.requireNonNull(described.get(GROUP))
                    .get(10, TimeUnit.SECONDS)
                    .members()
                    .size();
        }
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }
}
