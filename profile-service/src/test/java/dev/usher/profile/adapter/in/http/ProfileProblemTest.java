package dev.usher.profile.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients decide by these codes: an entry may be added, none may change or go. */
class ProfileProblemTest {
    @Test
    void the_catalogue_is_this() {
        assertThat(Stream.of(ProfileProblem.values())
                        .map(problem -> problem.code() + " " + problem.status() + " " + problem.title()))
                .containsExactly("too-many-attempts 429 Too many attempts");
    }
}
