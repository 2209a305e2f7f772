package dev.usher.profile.adapter.in.http;

import dev.usher.kernel.problem.ProblemCode;

/** What this service refuses beyond what every service does. */
enum ProfileProblem implements ProblemCode {
    /** auth-service has counted too many attempts at this account. */
    TOO_MANY_ATTEMPTS("too-many-attempts", 429, "Too many attempts");

    private final Definition definition;

    ProfileProblem(String code, int status, String title) {
        this.definition = new Definition(code, status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
