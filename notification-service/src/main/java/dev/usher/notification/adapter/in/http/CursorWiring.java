package dev.usher.notification.adapter.in.http;

import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.web.CursorSeal;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Cursors are sealed with a key that all replicas have, made of the one for mail tokens and good for nothing else. */
@Factory
final class CursorWiring {
    @Singleton
    CursorSeal notificationCursors(SealedText sealedText) {
        return new CursorSeal(sealedText.derive("usher notification list cursor 1"));
    }
}
