package dev.usher.catalog.products.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients decide by these codes: an entry may be added, none may change or go. */
class ProductProblemTest {
    @Test
    void the_catalogue_is_this() {
        assertThat(Stream.of(ProductProblem.values())
                        .map(problem -> problem.code() + " " + problem.status() + " " + problem.title()))
                .containsExactly("too-many-images 409 The product has as many images as it may");
    }
}
