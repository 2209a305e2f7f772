package dev.usher.e2e.rig;

import java.time.Duration;

/** What is wrong with a line between a client and a server; it holds for open connections and for new ones. */
sealed interface Fault {
    Fault PASS = new Pass();
    Fault REFUSE = new Refuse();
    Fault HANG = new Hang();
    Fault RESET = new Reset();
    Fault HALF_CLOSE = new HalfClose();
    Fault SWALLOW = new Swallow();

    /** Nothing. */
    record Pass() implements Fault {}

    /** Nobody listens; open connections are reset. */
    record Refuse() implements Fault {}

    /** Connections are accepted and nothing moves, either way. What was sent meanwhile arrives afterwards. */
    record Hang() implements Fault {}

    /** Every connection is accepted and reset. */
    record Reset() implements Fault {}

    /** The server has said its last word (FIN) and still takes requests. */
    record HalfClose() implements Fault {}

    /** Requests arrive, answers are lost. */
    record Swallow() implements Fault {}

    /** Each answer takes so much longer, give or take the jitter. */
    record Delay(Duration time, Duration jitter) implements Fault {}

    /** So many bytes a second, each way. */
    record Throttle(int bytesPerSecond) implements Fault {}

    /** After so many more bytes of answers the connection is reset. */
    record CutAfter(long bytes) implements Fault {}

    static Fault delay(Duration time) {
        return new Delay(time, Duration.ZERO);
    }
}
