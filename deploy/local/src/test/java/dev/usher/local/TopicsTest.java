package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.testing.EmbeddedKafka;
import dev.usher.kernel.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class TopicsTest {
    @Test
    void the_topics_of_the_contract_are_made_once_with_their_settings() throws Exception {
        try (var kafka = EmbeddedKafka.start(Scratch.directory("topics"), Scratch.freePort(), Map.of())) {
            Topics.create(kafka.bootstrapServers());
            Topics.create(kafka.bootstrapServers());

            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get())
                        .containsExactlyInAnyOrder(
                                "user.signup",
                                "user.email-verification-requested",
                                "user.password-reset-requested",
                                "user.password-changed",
                                "user.email-verified",
                                "user.disabled",
                                "user.enabled",
                                "user.deleted",
                                "user.address-taken",
                                "profile.changed",
                                "session.cutoff",
                                "session.reuse-detected",
                                "rbac.role",
                                "rbac.member",
                                "auth-service.dead-letter",
                                "profile-service.dead-letter",
                                "catalog-service.dead-letter",
                                "notification-service.dead-letter");
                assertThat(setting(admin, "rbac.role", "cleanup.policy")).isEqualTo("compact");
                assertThat(setting(admin, "rbac.member", "cleanup.policy")).isEqualTo("compact");
                assertThat(setting(admin, "user.signup", "cleanup.policy")).isEqualTo("delete");
                assertThat(setting(admin, "user.password-reset-requested", "retention.ms"))
                        .isEqualTo("86400000");
            }
        }
    }

    /** What is made here is what other services were told, no topic more and none less. */
    @Test
    void the_topics_are_those_of_the_description() throws IOException {
        Map<String, Object> loaded = new Yaml()
                .load(Files.readString(
                        Path.of(System.getProperty("basedir", ".")).resolve("../events/asyncapi.yaml")));
        JsonNode api = new ObjectMapper().valueToTree(loaded);
        var described = new TreeMap<String, String>();
        for (var channel : api.get("channels")) {
            var kafka = api.at(channel.at("/bindings/$ref").textValue().substring(1))
                    .get("kafka");
            var settings = kafka.get("topicConfiguration");
            described.put(
                    channel.get("address").textValue(),
                    kafka.get("partitions") + " "
                            + settings.at("/cleanup.policy/0").textValue() + " " + settings.path("retention.ms"));
        }

        var made = new TreeMap<String, String>();
        for (var topic : Topics.all()) {
            var settings = topic.configs();
            made.put(
                    topic.name(),
                    topic.numPartitions() + " " + settings.getOrDefault("cleanup.policy", "delete") + " "
                            + settings.getOrDefault("retention.ms", ""));
        }
        assertThat(made).isEqualTo(described);
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var settings = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return settings.get(name).value();
    }
}
