package dev.usher.broken.otherservice;

/** Stands for another service's code. */
public final class Invoices {
    private Invoices() {}

    public static int open() {
        return 0;
    }
}
