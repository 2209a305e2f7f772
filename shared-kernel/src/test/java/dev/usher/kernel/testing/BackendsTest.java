package dev.usher.kernel.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class BackendsTest {
    @Test
    void databases_are_fresh_durable_and_closed_to_each_others_roles() throws SQLException {
        var one = Backends.newDatabase();
        var two = Backends.newDatabase();
        try (var connection = one.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table witness (id int primary key)");
            assertThat(setting(statement, "fsync")).isEqualTo("on");
            assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
        }
        try (var connection = two.dataSource().getConnection();
                var rows = connection.getMetaData().getTables(null, "public", "witness", null)) {
            assertThat(rows.next()).isFalse();
        }
        var intruder = new Database(one.jdbcUrl(), two.username(), two.password());
        assertThatThrownBy(() -> intruder.dataSource().getConnection()).hasMessageContaining("permission denied");
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void redis_keeps_what_it_is_told_and_evicts_nothing() {
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            redis.set("backends-test", "kept");
            assertThat(redis.get("backends-test")).isEqualTo("kept");
            assertThat(redis.info("memory")).contains("maxmemory_policy:noeviction");
            assertThat(redis.info("persistence")).contains("aof_enabled:1");
        }
    }

    @Test
    void kafka_carries_a_record_over_a_topic_made_by_use() throws Exception {
        var topic = "backends-test-" + UUID.randomUUID();
        Map<String, Object> producing = Map.of("bootstrap.servers", Backends.kafka(), "acks", "all");
        try (var producer = new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get();
        }
        Map<String, Object> consuming =
                Map.of("bootstrap.servers", Backends.kafka(), "group.id", topic, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(consuming, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var records = consumer.poll(Duration.ofSeconds(20));
            assertThat(records).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("key");
                assertThat(record.value()).isEqualTo("value");
            });
        }
    }

    @Test
    void smtp_has_the_mail_when_its_sender_reads_the_answer() {
        var smtp = Backends.smtp();
        var setup = new ServerSetup(smtp.port(), smtp.host(), ServerSetup.PROTOCOL_SMTP);
        GreenMailUtil.sendTextEmail("Reader@example.com", "writer@example.com", "Grüße", "line one", setup);
        assertThat(smtp.mailsTo("reader@example.com")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Grüße");
            assertThat(mail.text()).isEqualTo("line one");
            assertThat(mail.html()).isNull();
            assertThat(mail.header("FROM")).contains("writer@example.com");
        });
        assertThatThrownBy(() -> smtp.awaitMail("nobody@example.com", Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void only_what_was_asked_for_is_started_and_named() {
        Backends.smtp();
        assertThat(Backends.used()).contains("SMTP (GreenMail)");
    }
}
