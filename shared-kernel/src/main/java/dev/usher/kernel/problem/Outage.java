package dev.usher.kernel.problem;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Tells failures of something that we need from faults of our own: the former are 503, and may be tried again. */
public final class Outage {
    /**
     * Classes and states of PostgreSQL that say "not now": connection lost (08), we may not log in (28), no such
     * database (3D), rolled back (40: serialization, deadlock), out of resources (53), interrupted or shutting down
     * (57), system error (58), internal error (XX), read-only while it fails over (25006), idle too long (25P03, 25P04),
     * lock not to be had in time (55P03), a table that no migration has made yet (42P01) or that we may not use (42501).
     */
    private static final Set<String> STATE_CLASSES = Set.of("08", "28", "3D", "40", "53", "57", "58", "XX");

    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "42P01", "42501", "55P03");

    private Outage() {}

    /** About this throwable alone; the caller follows the causes. */
    public static boolean is(Throwable failure) {
        return switch (failure) {
            case SQLTransientException _ -> true;
            case SQLException sql -> isTransient(sql);
            case SocketException _, SocketTimeoutException _, UnknownHostException _, HttpTimeoutException _ -> true;
            case EOFException _, ClosedChannelException _ -> true;
            case TimeoutException _, RejectedExecutionException _ -> true;
            case UncheckedIOException io -> io.getCause() != null && is(io.getCause());
            default -> false;
        };
    }

    private static boolean isTransient(SQLException failure) {
        var state = failure.getSQLState();
        // The server always names a state; what has none comes from the driver or the pool.
        return state == null
                || state.length() != 5
                || STATE_CLASSES.contains(state.substring(0, 2))
                || STATES.contains(state);
    }
}
