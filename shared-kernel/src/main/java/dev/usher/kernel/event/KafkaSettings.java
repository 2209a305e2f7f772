package dev.usher.kernel.event;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka is. Without it ({@code usher.kafka.enabled: false}) events wait in the outbox and none are read.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param properties further settings of every client by their Kafka names: TLS, SASL
 */
@ConfigurationProperties("usher.kafka")
@Requires(property = "usher.kafka.enabled", value = "true", defaultValue = "true")
public record KafkaSettings(
        String bootstrapServers,

        @MapFormat(transformation = MapFormat.MapTransformation.FLAT, keyFormat = StringConvention.RAW) @Nullable
        Map<String, Object> properties) {

    /** The settings of a client: what all have in common, then its own, then the operator's. */
    public Map<String, Object> client(Map<String, ?> own) {
        var all = new HashMap<String, Object>();
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        // A broker that came back, or a topic that appeared, is seen within seconds.
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        all.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 5_000);
        all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
        all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        all.putAll(own);
        if (properties != null) {
            all.putAll(properties);
        }
        return all;
    }
}
