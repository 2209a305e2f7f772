package dev.usher.kernel.store;

/**
 * Something that a service does once when its tables are there, before it is ready: seeds, the first account. Runs on
 * a thread of its own in every process that starts, so two replicas may run it at once, and again with back-off when
 * it throws.
 */
public interface AfterMigration {
    void run();
}
