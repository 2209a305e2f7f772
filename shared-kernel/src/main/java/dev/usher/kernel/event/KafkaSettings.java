package dev.usher.kernel.event;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param properties further settings of every client by their Kafka names: TLS, SASL
 */
@ConfigurationProperties("usher.kafka")
@Requires(property = "usher.kafka.bootstrap-servers")
record KafkaSettings(
        String bootstrapServers,

        @MapFormat(transformation = MapFormat.MapTransformation.FLAT, keyFormat = StringConvention.RAW) @Nullable
        Map<String, Object> properties) {}
