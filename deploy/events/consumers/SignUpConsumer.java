import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A complete consumer of sign-ups, to be copied: everybody who signs up gets one voucher, and whoever deletes the account
 * is forgotten. The effect and the record of the event are one transaction, so it takes place once however often the event
 * is delivered; the offset moves on only after that; what cannot be read goes to a dead-letter topic; while the database
 * or Kafka is down the records wait.
 *
 * <p>Runs as it is: {@code java -cp <kafka-clients, jackson-databind, postgresql, slf4j> SignUpConsumer.java}. Settings are
 * environment variables, see {@link #main}.
 */
public final class SignUpConsumer {
    private static final String SIGNUP = "user:signup";
    private static final String DELETED = "user:deleted";
    private static final Map<String, String> TYPE_OF_TOPIC = Map.of("user.signup", SIGNUP, "user.deleted", DELETED);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private static final String TABLES = """
            CREATE TABLE IF NOT EXISTS inbox (
                source text NOT NULL, id uuid NOT NULL, received_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (source, id));
            -- A digest: whoever is forgotten must not be found here either.
            CREATE TABLE IF NOT EXISTS forgotten (user_digest bytea PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE IF NOT EXISTS voucher (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id uuid NOT NULL, email text NOT NULL);
            """;

    /** Two spellings of one document must not mean two things: neither duplicate keys nor anything behind the end. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String deadLetterTopic;
    private final String databaseUrl;
    private final Properties databaseLogin;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private Connection database;
    private long pauseMillis = 100;
    private volatile boolean stopping;

    private SignUpConsumer(Map<String, String> settings) {
        var group = settings.getOrDefault("GROUP", "voucher-service");
        var kafka = settings.get("KAFKA_BOOTSTRAP_SERVERS");
        int session = Integer.parseInt(settings.getOrDefault("SESSION_TIMEOUT_MS", "10000"));
        consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", kafka,
                "group.id", group,
                // A new group begins with the oldest event that the topics still have.
                "auto.offset.reset", "earliest",
                // We say when an event is done, not a timer.
                "enable.auto.commit", false,
                "max.poll.records", 100,
                "session.timeout.ms", session,
                "heartbeat.interval.ms", session / 3,
                "partition.assignment.strategy", CooperativeStickyAssignor.class.getName(),
                "key.deserializer", ByteArrayDeserializer.class,
                "value.deserializer", ByteArrayDeserializer.class));
        producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers", kafka,
                "acks", "all",
                "delivery.timeout.ms", 15_000,
                "request.timeout.ms", 5_000,
                "max.block.ms", 5_000,
                "key.serializer", ByteArraySerializer.class,
                "value.serializer", ByteArraySerializer.class));
        deadLetterTopic = group + ".dead-letter";
        databaseUrl = settings.get("DATABASE_URL");
        databaseLogin = new Properties();
        databaseLogin.setProperty("user", settings.get("DATABASE_USERNAME"));
        databaseLogin.setProperty("password", settings.get("DATABASE_PASSWORD"));
        // Every wait has a limit.
        databaseLogin.setProperty("connectTimeout", "2");
        databaseLogin.setProperty("socketTimeout", "10");
    }

    public static void main(String[] arguments) {
        var settings = System.getenv();
        for (var name : List.of("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "DATABASE_USERNAME", "DATABASE_PASSWORD")) {
            if (!settings.containsKey(name)) {
                System.err.println("The environment variable " + name + " is missing");
                System.exit(2);
            }
        }
        var consumer = new SignUpConsumer(settings);
        var worker = Thread.currentThread();
        // SIGTERM: the event in hand is finished, its offset committed, and the group told that we leave.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> consumer.stop(worker)));
        consumer.run();
    }

    private void stop(Thread worker) {
        stopping = true;
        consumer.wakeup();
        try {
            worker.join(Duration.ofSeconds(10));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer; producer) {
            consumer.subscribe(TYPE_OF_TOPIC.keySet());
            try {
                while (!stopping) {
                    turn();
                }
            } catch (WakeupException stopped) {
                // What was done before it came is still to be committed.
                commit();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            closeDatabase();
        }
    }

    /** Handles what has come, in order, until one event has to wait. */
    private void turn() throws InterruptedException {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        consumer.poll(POLL).forEach(records::add);
        for (int i = 0; i < records.size() && !stopping; i++) {
            var record = records.get(i);
            try {
                boolean buried = handle(record);
                done.put(place(record), new OffsetAndMetadata(record.offset() + 1));
                pauseMillis = 100;
                if (buried) {
                    // No inbox knows dead letters: a crash from here to the commit is what makes a second copy.
                    commit();
                }
            } catch (SQLException | KafkaException down) {
                // Not the event's fault: it is read again after a pause, and all behind it.
                System.err.println("Waiting: " + down.getMessage());
                closeDatabase();
                rewind(records.subList(i, records.size()));
                Thread.sleep(pauseMillis);
                pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
                break;
            }
        }
        commit();
    }

    /** These will be read again: each partition from its first. */
    private void rewind(List<ConsumerRecord<byte[], byte[]>> records) {
        var first = new HashMap<TopicPartition, Long>();
        records.forEach(record -> first.putIfAbsent(place(record), record.offset()));
        first.forEach(consumer::seek);
    }

    private static TopicPartition place(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private void commit() {
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(done);
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException lost) {
            // Whoever has the partition now reads these events again, and the inbox knows them.
            System.err.println("Offsets were not committed: " + lost.getMessage());
        }
        done.clear();
    }

    /** @return whether it is a dead letter now */
    private boolean handle(ConsumerRecord<byte[], byte[]> record) throws SQLException, InterruptedException {
        try {
            apply(Event.read(record));
            return false;
        } catch (Unreadable unreadable) {
            bury(record, unreadable.getMessage());
        } catch (SQLException refused) {
            // Classes 22 and 23 of SQLSTATE: the data themselves, which no repetition mends.
            var state = String.valueOf(refused.getSQLState());
            if (!state.startsWith("22") && !state.startsWith("23")) {
                throw refused;
            }
            closeDatabase();
            bury(record, "the database refuses the data (" + state + ")");
        }
        return true;
    }

    /** The record of the event and its effect: both or neither. */
    private void apply(Event event) throws SQLException {
        var connection = database();
        if (isNew(connection, event)) {
            if (event.type.equals(DELETED)) {
                forget(connection, event.userId);
            } else if (!isForgotten(connection, event.userId)) {
                // The effect: put yours here. It must be in this transaction, or be harmless to repeat.
                update(connection, "INSERT INTO voucher (user_id, email) VALUES (?, ?)", event.userId, event.email);
            }
        }
        connection.commit();
    }

    private static boolean isNew(Connection connection, Event event) throws SQLException {
        return update(
                        connection,
                        "INSERT INTO inbox (source, id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        event.source,
                        event.id)
                == 1;
    }

    /** Order holds within a topic and a key, not between topics: the deletion may be read before the sign-up. */
    private static void forget(Connection connection, UUID user) throws SQLException {
        update(connection, "DELETE FROM voucher WHERE user_id = ?", user);
        Object digest = digest(user);
        update(connection, "INSERT INTO forgotten (user_digest) VALUES (?) ON CONFLICT DO NOTHING", digest);
    }

    private static boolean isForgotten(Connection connection, UUID user) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT 1 FROM forgotten WHERE user_digest = ?")) {
            statement.setBytes(1, digest(user));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static byte[] digest(UUID user) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(user.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private Connection database() throws SQLException {
        if (database == null) {
            database = DriverManager.getConnection(databaseUrl, databaseLogin);
            try (var statement = database.createStatement()) {
                statement.execute(TABLES);
            }
            database.setAutoCommit(false);
        }
        return database;
    }

    /** What was not committed is rolled back by that; the next event gets a new connection. */
    private void closeDatabase() {
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException alreadyGone) {
            // It is.
        }
        database = null;
    }

    /** Returns when Kafka has it; only then may the offset move on. */
    private void bury(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
        var letter = new ProducerRecord<>(deadLetterTopic, null, record.key(), record.value(), record.headers());
        header(letter, "dlq_topic", record.topic());
        header(letter, "dlq_partition", Integer.toString(record.partition()));
        header(letter, "dlq_offset", Long.toString(record.offset()));
        header(letter, "dlq_reason", reason);
        try {
            producer.send(letter).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new KafkaException("the dead letter was not acknowledged", failure);
        }
        System.err.println("Dead letter from " + place(record) + " at " + record.offset() + ": " + reason);
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** What this consumer needs of an event; members and headers that it does not know are ignored. */
    private record Event(UUID id, String source, String type, UUID userId, String email) {
        static Event read(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
            var type = TYPE_OF_TOPIC.get(record.topic());
            require(header(record, "ce_specversion").equals("1.0"), "header ce_specversion: not 1.0");
            require(header(record, "ce_type").equals(type), "header ce_type: unknown in this topic");
            // Within version 1 members are only added. Another version may mean something else.
            var schema = "urn:usher:schema:" + type.replace(':', '-') + ":1";
            require(header(record, "ce_dataschema").equals(schema), "header ce_dataschema: not version 1");
            var data = json(record.value());
            return new Event(
                    uuid(header(record, "ce_id"), "header ce_id"),
                    header(record, "ce_source"),
                    type,
                    uuid(text(data, "user_id"), "data: user_id"),
                    // That of a deletion is sealed, and not for us.
                    type.equals(SIGNUP) ? text(data, "email") : "");
        }

        private static String header(ConsumerRecord<byte[], byte[]> record, String name) throws Unreadable {
            var header = record.headers().lastHeader(name);
            boolean present = header != null && header.value() != null && header.value().length > 0;
            require(present, "header " + name + ": missing");
            return new String(header.value(), StandardCharsets.UTF_8);
        }

        private static JsonNode json(byte[] value) throws Unreadable {
            require(value != null, "no data");
            try {
                return JSON.readTree(value);
            } catch (IOException notJson) {
                throw new Unreadable("data: not JSON");
            }
        }

        private static String text(JsonNode data, String name) throws Unreadable {
            var value = data.path(name);
            require(value.isTextual() && !value.textValue().isEmpty(), "data: no text in " + name);
            return value.textValue();
        }

        private static UUID uuid(String text, String what) throws Unreadable {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException notOne) {
                throw new Unreadable(what + ": not a UUID");
            }
        }

        private static void require(boolean holds, String reason) throws Unreadable {
            if (!holds) {
                throw new Unreadable(reason);
            }
        }
    }

    /** No repetition can help. The reason names headers and members, never a value: dead letters are read by many. */
    private static final class Unreadable extends Exception {
        Unreadable(String reason) {
            super(reason);
        }
    }
}
