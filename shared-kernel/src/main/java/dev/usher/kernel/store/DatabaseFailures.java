package dev.usher.kernel.store;

import dev.usher.kernel.problem.Outage;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by SQLSTATE what a failure of the database means, however deeply a framework has wrapped it. */
public final class DatabaseFailures {
    private static final int DEEPEST = 20;
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    private static final Set<String> REFUSED_DATA_CLASSES = Set.of("22", "23");

    private DatabaseFailures() {}

    /** A serialization failure or a deadlock: the same transaction may succeed when it is run again. */
    public static boolean isConflict(Throwable failure) {
        return sqlCause(failure)
                .map(SQLException::getSQLState)
                .filter(CONFLICTS::contains)
                .isPresent();
    }

    /** The database is down, full, too slow or not ready: the caller answers 503, never a client error. */
    public static boolean isOutage(Throwable failure) {
        return sqlCause(failure).filter(Outage::is).isPresent();
    }

    /** The values themselves were refused (data exception, constraint): to try again changes nothing. */
    public static boolean isRefusedData(Throwable failure) {
        return sqlCause(failure)
                .map(SQLException::getSQLState)
                .filter(state -> state.length() == 5 && REFUSED_DATA_CLASSES.contains(state.substring(0, 2)))
                .isPresent();
    }

    static Optional<SQLException> sqlCause(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
