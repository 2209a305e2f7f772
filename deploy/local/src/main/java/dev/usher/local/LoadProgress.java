package dev.usher.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How far a load is: one line that is redrawn on a terminal, a line every few seconds elsewhere. */
final class LoadProgress implements AutoCloseable {
    private static final int CELLS = 30;
    private static final Duration LIVE = Duration.ofMillis(100);
    private static final Duration LINES = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean live;
    private final LoadFigures figures;
    private final int products;
    private final int images;
    private final long startedAt = System.nanoTime();
    private final Thread painter = Thread.ofVirtual().unstarted(this::repaint);

    /** Counts from now on, towards so many products and images. */
    LoadProgress(PrintStream out, boolean live, LoadFigures figures, int products, int images) {
        this.out = out;
        this.live = live;
        this.figures = figures;
        this.products = products;
        this.images = images;
        painter.start();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private void repaint() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep((live ? LIVE : LINES).toNanos());
                paint();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void paint() {
        var line = line(elapsed());
        if (live) {
            out.print("\r\033[2K" + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    String line(Duration elapsed) {
        var done = figures.products() + figures.images();
        var all = products + images;
        var seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
        var rate = figures.calls() / seconds;
        var left = rate == 0 ? "" : String.format(Locale.ROOT, "  %.0f s left", (all - done) / rate);
        var cells = done * CELLS / all;
        return String.format(
                Locale.ROOT,
                "  [%s%s] %3d %%  products %d/%d  images %d/%d%s",
                "#".repeat(cells),
                "-".repeat(CELLS - cells),
                done * 100 / all,
                figures.products(),
                products,
                figures.images(),
                images,
                left);
    }

    /** The last state stays. */
    @Override
    public void close() {
        painter.interrupt();
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        paint();
        if (live) {
            out.println();
        }
    }
}
