package dev.usher.auth.adapter.in.http;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;

/** The answer to a token that was verified and does not speak for its account any more. */
final class DeadToken {
    private DeadToken() {}

    static ProblemException problem() {
        return new ProblemException(CommonProblem.INVALID_TOKEN, "The access token is not valid, or no longer.");
    }
}
