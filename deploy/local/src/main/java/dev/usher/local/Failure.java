package dev.usher.local;

/** Why the platform does not come up, in words for the person who started it; printed without a stack trace. */
public final class Failure extends RuntimeException {
    /** The command line or the machine asks for what there is not: nothing was started. */
    static final int USAGE = 2;

    private final int exitCode;

    Failure(String message) {
        this(message, 1);
    }

    Failure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
