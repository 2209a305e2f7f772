package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Moment.Direction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How a {@link FaultProxy} reads what it carries: where a message ends and what it is. One instance a connection. */
interface Protocol {
    /** Bytes without meaning. */
    Protocol RAW = new Protocol() {
        @Override
        public int length(Direction direction, ByteBuffer bytes) {
            return bytes.remaining();
        }

        @Override
        public @Nullable Moment read(Direction direction, ByteBuffer message) {
            return null;
        }
    };

    /** Length of the message that the bytes begin with, 0 while it is not whole. Bytes are read by absolute index from 0. */
    int length(Direction direction, ByteBuffer bytes);

    /** Called once for each message, in order within a direction; null for one that nobody could be interested in. */
    @Nullable
    Moment read(Direction direction, ByteBuffer message);
}
