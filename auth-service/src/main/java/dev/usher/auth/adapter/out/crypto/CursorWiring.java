package dev.usher.auth.adapter.out.crypto;

import dev.usher.kernel.web.CursorSeal;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Lets a key out of this package that seals cursors and nothing else. */
@Factory
final class CursorWiring {
    @Singleton
    CursorSeal userCursors(Pepper pepper) {
        return new CursorSeal(pepper.derive("usher user list cursor 1").getEncoded());
    }
}
