package dev.usher.local;

import dev.usher.local.Seller.Shelved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What has been loaded, how long each call took, and what was there already. */
final class LoadFigures {
    private final List<Long> products = new ArrayList<>();
    private final List<Long> images = new ArrayList<>();
    private int productsFound;
    private int imagesFound;
    private long bytes;
    private int again;

    /** Something turned out to be in the catalogue without a call of ours that was answered. */
    synchronized void found(@Nullable Shelved before, @Nullable Shelved now) {
        productsFound += count(now) - count(before);
        imagesFound += images(now) - images(before);
    }

    private static int count(@Nullable Shelved product) {
        return product == null ? 0 : 1;
    }

    private static int images(@Nullable Shelved product) {
        return product == null ? 0 : product.images();
    }

    synchronized void product(long nanos) {
        products.add(nanos);
    }

    synchronized void image(long nanos, int size) {
        images.add(nanos);
        bytes += size;
    }

    synchronized void again() {
        again++;
    }

    synchronized int products() {
        return productsFound + products.size();
    }

    synchronized int images() {
        return imagesFound + images.size();
    }

    /** Calls that were answered well. */
    synchronized int calls() {
        return products.size() + images.size();
    }

    /** A few lines for a person. */
    synchronized String summary(Duration took) {
        var seconds = Math.max(took.toMillis(), 1) / 1000.0;
        var megabytes = bytes / 1e6;
        return String.join(
                System.lineSeparator(),
                String.format(
                        Locale.ROOT,
                        "Loaded %d products and %d images (%.1f MB) in %.1f s; %d and %d were there; %d calls again.",
                        products.size(),
                        images.size(),
                        megabytes,
                        seconds,
                        productsFound,
                        imagesFound,
                        again),
                String.format(
                        Locale.ROOT,
                        "  %.1f products/s, %.1f images/s, %.2f MB/s",
                        products.size() / seconds,
                        images.size() / seconds,
                        megabytes / seconds),
                String.format(Locale.ROOT, "  a product  %s", latencies(products)),
                String.format(Locale.ROOT, "  an image   %s", latencies(images)));
    }

    private static String latencies(List<Long> nanos) {
        if (nanos.isEmpty()) {
            return "none";
        }
        var sorted = nanos.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                share(sorted, 0.5),
                share(sorted, 0.99),
                share(sorted, 1));
    }

    /** In milliseconds: no more than this share of them are below it. */
    private static double share(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
    }
}
