package dev.usher.catalog.rbac.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients decide by these codes: an entry may be added, none may change or go. */
class RbacProblemTest {
    @Test
    void the_catalogue_is_this() {
        assertThat(Stream.of(RbacProblem.values())
                        .map(problem -> problem.code() + " " + problem.status() + " " + problem.title()))
                .containsExactly(
                        "name-taken 409 The name is taken",
                        "in-use 409 It is in use",
                        "built-in 409 It came with the platform and stays as it is",
                        "last-super-admin 409 There must be a super-admin");
    }
}
