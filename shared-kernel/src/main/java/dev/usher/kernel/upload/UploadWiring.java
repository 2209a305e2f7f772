package dev.usher.kernel.upload;

import dev.usher.kernel.image.ImageLimits;
import dev.usher.kernel.image.ImagePipeline;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** One pipeline for all uploads of a process, so that its limits hold for all of them together. */
@Factory
@Requires(property = UploadSettings.STORAGE)
final class UploadWiring {
    @Singleton
    ImagePipeline imagePipeline() {
        return new ImagePipeline(ImageLimits.standard());
    }
}
