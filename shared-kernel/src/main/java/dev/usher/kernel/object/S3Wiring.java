package dev.usher.kernel.object;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects in a bucket, where the settings say so and the service declares the AWS SDK. */
@Factory
@Requires(classes = S3Client.class)
@Requires(property = ObjectStorageSettings.PREFIX + ".kind", value = "s3")
final class S3Wiring {
    @Singleton
    ObjectStorage bucket(ObjectStorageSettings settings, S3Client client) {
        return new S3ObjectStorage(
                client, Optional.ofNullable(settings.bucket()).orElseThrow(), settings.namespace());
    }

    /** Region and credentials as every AWS tool finds them: environment, files, web identity, instance. */
    @Bean(preDestroy = "close")
    @Singleton
    S3Client client(ObjectStorageSettings settings) {
        var region =
                Optional.ofNullable(System.getenv("AWS_REGION")).map(Region::of).orElse(Region.US_EAST_1);
        return S3Clients.client(
                settings.address(), region, DefaultCredentialsProvider.builder().build());
    }
}
