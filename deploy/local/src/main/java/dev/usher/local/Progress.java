package dev.usher.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is being started, and how far it is: a table that is redrawn on a terminal, a line per event elsewhere. */
final class Progress {
    private final PrintStream out;
    private final boolean live;
    private final List<Step> steps = new ArrayList<>();
    private final Thread painter;
    private int painted;
    private boolean closed;

    Progress(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
        this.painter = Thread.ofVirtual().unstarted(this::repaint);
        if (live) {
            painter.start();
        }
    }

    /** True when a person is watching. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again where there is no terminal
    static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    /** Names something that will be started; it waits. */
    synchronized Step step(String name) {
        var step = new Step(name);
        steps.add(step);
        return step;
    }

    private void repaint() {
        try {
            while (true) {
                paint();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized void paint() {
        if (closed) {
            return;
        }
        var screen = new StringBuilder();
        if (painted > 0) {
            screen.append("\033[").append(painted).append('A');
        }
        steps.forEach(step -> screen.append("\033[2K").append(step).append('\n'));
        painted = steps.size();
        out.print(screen);
        out.flush();
    }

    /** Everything has started, or nothing more will: the table stays as it is. */
    void end() {
        painter.interrupt();
        if (live) {
            paint();
        }
        synchronized (this) {
            closed = true;
        }
    }

    /** One of the things that are started. */
    final class Step {
        private final String name;
        private String state = "waiting";
        private String detail = "";
        private long startedAt;
        private long endedAt;

        private Step(String name) {
            this.name = name;
        }

        void starting() {
            synchronized (Progress.this) {
                startedAt = System.nanoTime();
                state = "starting";
            }
        }

        void ready(String where) {
            end("ready", where);
        }

        void failed() {
            end("FAILED", "");
        }

        private void end(String how, String where) {
            synchronized (Progress.this) {
                endedAt = System.nanoTime();
                state = how;
                detail = where;
                if (!live) {
                    out.println(this);
                }
            }
        }

        @Override
        public String toString() {
            var until = endedAt == 0 ? System.nanoTime() : endedAt;
            var time = startedAt == 0
                    ? ""
                    : "%.1f s".formatted(Duration.ofNanos(until - startedAt).toMillis() / 1000.0);
            return "  %-22s %-8s %7s  %s".formatted(name, state, time, detail).stripTrailing();
        }
    }
}
