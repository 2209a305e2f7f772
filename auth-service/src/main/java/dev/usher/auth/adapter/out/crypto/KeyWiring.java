package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.domain.PublishedKeys;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Lets the public halves of the keys out of this package, and nothing else. */
@Factory
final class KeyWiring {
    @Singleton
    PublishedKeys publishedKeys(SigningKeys keys) {
        return keys.published();
    }
}
