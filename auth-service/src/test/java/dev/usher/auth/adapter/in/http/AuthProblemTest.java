package dev.usher.auth.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthProblemTest {
    /** Clients decide by these. A line may be added; one that is changed breaks them. */
    @Test
    void the_catalogue() {
        assertThat(AuthProblem.values())
                .extracting(problem -> problem.status() + " " + problem.code() + ": " + problem.title())
                .containsExactly(
                        "409 last-super-admin: The last super-admin stays",
                        "409 email-taken: The e-mail address is taken",
                        "401 invalid-credentials: The e-mail address or the password is wrong",
                        "429 too-many-attempts: Too many attempts",
                        "401 second-factor-required: A code of the second factor is needed",
                        "401 second-factor-enrolment-required: The role asks for a second factor",
                        "401 invalid-code: The code is not valid",
                        "409 second-factor-enabled: There is a second factor already");
    }
}
