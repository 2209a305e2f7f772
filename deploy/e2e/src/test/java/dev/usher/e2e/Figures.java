package dev.usher.e2e;

import java.util.Arrays;
import java.util.Collection;

/** Percentiles of measured times, printed where a reader of the run finds them. */
record Figures(long p50, long p99, long max, int count) {
    static Figures ofNanos(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(n -> n / 1_000).sorted().toArray();
        return new Figures(at(sorted, 0.50), at(sorted, 0.99), sorted[sorted.length - 1], sorted.length);
    }

    double p99Millis() {
        return p99 / 1_000.0;
    }

    void print(String what) {
        System.out.printf(
                "FIGURE %s: p50 %.1f ms, p99 %.1f ms, max %.1f ms over %d%n",
                what, p50 / 1_000.0, p99 / 1_000.0, max / 1_000.0, count);
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    @Override
    public String toString() {
        return Arrays.toString(new long[] {p50, p99, max, count});
    }
}
