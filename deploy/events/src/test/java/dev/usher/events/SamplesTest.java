package dev.usher.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type has a sample, a whole record as Kafka holds it, and it is what is described and what is produced. */
class SamplesTest {
    private final AsyncApi api = AsyncApi.read();

    static Stream<Map.Entry<String, JsonNode>> samples() {
        return Documents.samples().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_fits_its_message(Map.Entry<String, JsonNode> sample) {
        var record = sample.getValue();
        var type = record.at("/headers/ce_type").textValue();
        var data = record.get("data");
        var message = api.messages(record.get("topic").textValue()).stream()
                .filter(candidate -> candidate.at("/payload/schema").isObject() != data.isNull())
                .findFirst()
                .orElseThrow();

        assertThat(message.get("name").textValue()).isEqualTo(type);
        assertThat(Documents.misfits(message.get("headers"), record.get("headers")))
                .isEmpty();
        assertThat(Documents.misfits(message.at("/bindings/kafka/key"), record.get("key")))
                .isEmpty();
        if (!data.isNull()) {
            assertThat(Documents.misfits(message.at("/payload/schema"), data)).isEmpty();
        }
    }

    @Test
    void every_type_has_one_and_there_is_none_of_anything_else() {
        var sampled = new TreeSet<String>();
        samples()
                .forEach(sample ->
                        sampled.add(sample.getValue().at("/headers/ce_type").textValue()));
        var published = new TreeSet<String>();
        Documents.schemas()
                .values()
                .forEach(schema -> published.add(schema.get("title").textValue()));
        assertThat(sampled).isEqualTo(published);
    }

    /** The services' own tests pin these data byte for byte to what their code makes. */
    @Test
    void the_data_are_what_the_services_produce() {
        var produced = Documents.producedData();
        samples()
                .filter(sample -> !sample.getValue().get("data").isNull())
                .forEach(sample -> assertThat(sample.getValue().get("data"))
                        .as(sample.getKey())
                        .isEqualTo(produced.get(sample.getKey())));
    }
}
