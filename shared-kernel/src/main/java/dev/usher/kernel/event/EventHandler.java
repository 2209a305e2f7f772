package dev.usher.kernel.event;

import java.util.Set;

/** The effect that events of some types have in this service: a bean in {@code adapter.in.kafka}. */
public interface EventHandler {
    /** The types it wants; the service reads their topics. */
    Set<String> types();

    /**
     * Called in an open transaction that also records the event, so the effect takes place once for an id and source,
     * or not at all. May be called again after a rollback: no effect outside the database. Must end within seconds.
     * What it throws is tried again: for ever while something is down, a few times otherwise.
     *
     * @throws Unreadable when no repetition can help; so does an {@code InvalidValue}. The event becomes a dead letter
     */
    void handle(Event event) throws Unreadable;
}
