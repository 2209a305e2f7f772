package dev.usher.profile.adapter.in.http;

import dev.usher.kernel.problem.ProblemCode;

/** What this service refuses beyond what every service does. */
enum ProfileProblem implements ProblemCode {
    /** auth-service has counted too many attempts at this account. */
    TOO_MANY_ATTEMPTS("too-many-attempts", 429, "Too many attempts");

    private final String code;
    private final int status;
    private final String title;

    ProfileProblem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
