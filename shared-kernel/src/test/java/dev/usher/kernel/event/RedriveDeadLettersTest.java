package dev.usher.kernel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.job.Job;
import dev.usher.kernel.job.JobSettings;
import dev.usher.kernel.testing.Backends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What an operator does about dead letters (F-KF-9) when what could not read them was mended. */
class RedriveDeadLettersTest {
    private static final String SERVICE = "redrive-sample-service";
    private static final String TYPE = "redrive:sample";

    private final List<String> told = new ArrayList<>();

    private Job.Outcome redrive(String service, String... arguments) throws InterruptedException {
        var settings = JobSettings.of(
                service, RedriveDeadLettersTest.class, Map.of("usher.kafka.bootstrap-servers", Backends.kafka()));
        return new RedriveDeadLetters().run(List.of(arguments), settings, told::add);
    }

    @Test
    void dead_letters_go_back_as_they_came_and_only_once() throws Exception {
        var poison = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int n : new int[] {RecordingHandler.INVALID, RecordingHandler.UNREADABLE, RecordingHandler.BUG}) {
            var record = EventRecords.write(EventApp.event(TYPE, "k" + n, n));
            record.headers().add("traceparent", "00-1-2-01".getBytes(UTF_8));
            poison.add(record);
        }
        bury(poison);

        assertThat(redrive(SERVICE, "--dry-run"))
                .isEqualTo(new Job.Outcome("{\"to_redrive\": 3, \"passed_over\": 0, \"incomplete\": 0}", null));
        assertThat(told).hasSize(3).allSatisfy(line -> assertThat(line).contains(Event.topic(TYPE) + "-0 at "));
        assertThat(redrive(SERVICE, "--reason", "data: ").result())
                .isEqualTo("{\"redriven\": 2, \"passed_over\": 1, \"incomplete\": 0}");
        assertThat(redrive(SERVICE).result())
                .as("run again")
                .isEqualTo("{\"redriven\": 0, \"passed_over\": 0, \"incomplete\": 0}");

        try (var listener = new Listener(Backends.kafka(), Event.topic(TYPE))) {
            await().atMost(Duration.ofSeconds(15)).until(() -> listener.heard().size() >= 5);
            for (int i = 0; i < 2; i++) {
                var back = listener.heard().get(3 + i).record();
                assertThat(back.key()).isEqualTo(poison.get(i).key());
                assertThat(back.value()).isEqualTo(poison.get(i).value());
                assertThat(back.headers().toArray())
                        .isEqualTo(poison.get(i).headers().toArray());
            }
            assertThat(listener.heard()).hasSize(5);
        }
    }

    @Test
    void a_service_without_such_a_topic_is_refused() {
        assertThatThrownBy(() -> redrive("nobody-service"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no topic nobody-service.dead-letter");
    }

    /** By a consumer that is gone afterwards, so that nothing dies again. */
    private static void bury(List<ProducerRecord<byte[], byte[]>> poison) {
        try (var app = new EventApp(
                        Backends.newDatabase(),
                        Backends.kafka(),
                        Map.of("usher.service", SERVICE, "sample.handler", TYPE));
                var raw = new RawProducer(Backends.kafka());
                var listener = new Listener(Backends.kafka(), SERVICE + ".dead-letter")) {
            app.execute("CREATE TABLE effect (id bigserial, key text, n int)");
            poison.forEach(raw::send);
            await().atMost(Duration.ofSeconds(30)).until(() -> listener.heard().size() == poison.size());
        }
    }
}
