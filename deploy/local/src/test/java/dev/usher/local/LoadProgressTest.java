package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final LoadFigures figures = new LoadFigures();

    @BeforeEach
    void two_of_four_products_have_been_there_and_one_is_new() {
        figures.found(null, new Seller.Shelved("p1", 5));
        figures.found(null, new Seller.Shelved("p2", 2));
        figures.product(2_000_000);
        figures.image(4_000_000, 1000);
        figures.image(9_000_000, 2000);
    }

    @Test
    void a_line_says_how_far_it_is_and_how_long_it_takes() {
        try (var progress = new LoadProgress(out, false, figures, 4, 20)) {
            assertThat(progress.line(Duration.ofSeconds(6)))
                    .isEqualTo("  [###############---------------]  50 %  products 3/4  images 9/20  24 s left");
        }
    }

    @Test
    void without_a_terminal_there_are_no_control_codes() {
        new LoadProgress(out, false, figures, 4, 20).close();
        assertThat(written.toString(StandardCharsets.UTF_8)).matches("  \\[#{15}-{15}] .*left\\R");
    }

    @Test
    void on_a_terminal_one_line_is_redrawn_and_the_last_one_stays() {
        new LoadProgress(out, true, figures, 4, 20).close();
        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith("\r\033[2K  [")
                .endsWith(System.lineSeparator());
    }

    @Test
    void the_figures_at_the_end() {
        assertThat(figures.summary(Duration.ofSeconds(2)).lines())
                .containsExactly(
                        "Loaded 1 products and 2 images (0.0 MB) in 2.0 s; 2 and 7 were there; 0 calls again.",
                        "  0.5 products/s, 1.0 images/s, 0.00 MB/s",
                        "  a product  p50 2.0 ms, p99 2.0 ms, max 2.0 ms",
                        "  an image   p50 4.0 ms, p99 9.0 ms, max 9.0 ms");
    }

    @Test
    void what_an_unanswered_call_did_counts_as_found() {
        figures.found(new Seller.Shelved("p2", 2), new Seller.Shelved("p2", 3));
        assertThat(figures.products()).isEqualTo(3);
        assertThat(figures.images()).isEqualTo(10);
    }
}
