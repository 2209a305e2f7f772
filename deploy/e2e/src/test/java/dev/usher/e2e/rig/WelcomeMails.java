package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.ScriptedSmtp.Received;
import dev.usher.local.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The mails of some sign-ups that nobody else knows. The events go straight into the topic, as auth-service publishes
 * them: thousands of real sign-ups would be a test of its password hash.
 */
record WelcomeMails(Rig rig, String mark, Set<String> addresses) {
    /**
     * @param domains below {@code example.com}, in turn; without any it is one
     */
    static WelcomeMails askedFor(Rig rig, int count, String... domains) {
        var mark = UUID.randomUUID().toString().substring(0, 13);
        var below = domains.length == 0 ? List.of("mail") : List.of(domains);
        var addresses = IntStream.range(0, count)
                .mapToObj(
                        number -> "user%d.%s@%s.example.com".formatted(number, mark, below.get(number % below.size())))
                .toList();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", rig.kafkaAddress(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var sent = addresses.stream()
                    .map(address -> producer.send(signUp(address)))
                    .toList();
            for (var record : sent) {
                record.get();
            }
        } catch (InterruptedException | ExecutionException notPublished) {
            throw new AssertionError(notPublished);
        }
        return new WelcomeMails(rig, mark, Set.copyOf(addresses));
    }

    private static ProducerRecord<String, String> signUp(String address) {
        var user = UUID.randomUUID().toString();
        var data =
                "{\"user_id\":\"%s\",\"email\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Example\",\"locale\":\"en\"}"
                        .formatted(user, address);
        var event = new ProducerRecord<>("user.signup", user, data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/auth-service",
                        "ce_type",
                        "user:signup",
                        "ce_time",
                        "2026-03-01T10:00:00Z",
                        "content-type",
                        "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    /** Of an envelope's recipient. */
    static String address(String recipient) {
        return recipient.replaceAll("[\\[\\]<>]", "").strip();
    }

    private List<Received> copies() {
        return rig.smtp().received().stream()
                .filter(mail -> mail.to().toString().contains(mark))
                .toList();
    }

    /** To how many of them a mail has come. */
    long arrived() {
        return copies().stream().map(mail -> mail.to().toString()).distinct().count();
    }

    void awaitAll(Duration limit) {
        await("mails to " + addresses.size()).atMost(limit).until(() -> arrived() == addresses.size());
    }

    /** More than one for an address; fails when they have not all the same id. */
    long extraCopies() {
        var ids = copies().stream()
                .collect(Collectors.groupingBy(
                        mail -> address(mail.to().toString()),
                        Collectors.mapping(mail -> String.valueOf(mail.header("Message-ID")), Collectors.toList())));
        assertThat(ids.values()).allSatisfy(own -> assertThat(Set.copyOf(own)).hasSize(1));
        return ids.values().stream().mapToLong(own -> own.size() - 1).sum();
    }

    /** Wherever they stand. */
    long inLedger() {
        return count("count(*)", "");
    }

    long inLedger(String status) {
        return count("count(*)", "AND status = '" + status + "'");
    }

    long attempts() {
        return count("coalesce(sum(attempts), 0)", "");
    }

    private long count(String what, String such) {
        return Sql.count(
                rig.database(Service.NOTIFICATION),
                "SELECT " + what + " FROM notification WHERE recipient LIKE ? " + such,
                "%." + mark + "@%");
    }
}
