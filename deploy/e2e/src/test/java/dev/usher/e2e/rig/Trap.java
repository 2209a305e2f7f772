package dev.usher.e2e.rig;

/** Asked at every {@link Moment}, before the message goes on, by the thread that carries it. */
@FunctionalInterface
interface Trap {
    /** What becomes of the message. */
    enum Then {
        PASS,
        /** It is lost; the connection stays. */
        SWALLOW,
        /** It is lost, and both ends hear of a reset connection. */
        RESET
    }

    Trap NONE = moment -> Then.PASS;

    Then at(Moment moment);
}
