package dev.usher.kernel.object;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Objects in a directory, where the settings say so. */
@Factory
final class ObjectStorageWiring {
    @Singleton
    @Requires(property = ObjectStorageSettings.PREFIX + ".kind", value = "local")
    ObjectStorage files(ObjectStorageSettings settings, Clock clock) {
        return new FileObjectStorage(settings.directory(), settings.namespace(), clock);
    }
}
