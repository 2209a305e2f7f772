package dev.usher.kernel.upload;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;

/** @param perHour how many files one person may upload to this service in an hour, at least 1 */
@Requires(property = UploadSettings.STORAGE)
@ConfigurationProperties("usher.uploads")
record UploadSettings(@Bindable(defaultValue = "60") int perHour) {
    /** Without it a service takes no uploads, and nothing of this package is loaded. */
    static final String STORAGE = "usher.object-storage.kind";

    UploadSettings {
        if (perHour < 1) {
            throw new IllegalArgumentException("THROTTLE_UPLOADS must be at least 1");
        }
    }
}
