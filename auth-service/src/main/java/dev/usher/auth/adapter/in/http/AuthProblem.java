package dev.usher.auth.adapter.in.http;

import dev.usher.kernel.problem.ProblemCode;

/** The refusals that only auth-service knows. Contract: a change here is seen by clients. */
enum AuthProblem implements ProblemCode {
    LAST_SUPER_ADMIN("last-super-admin", 409, "The last super-admin stays"),
    EMAIL_TAKEN("email-taken", 409, "The e-mail address is taken"),
    INVALID_CREDENTIALS("invalid-credentials", 401, "The e-mail address or the password is wrong"),
    TOO_MANY_ATTEMPTS("too-many-attempts", 429, "Too many attempts"),
    SECOND_FACTOR_REQUIRED("second-factor-required", 401, "A code of the second factor is needed"),
    SECOND_FACTOR_ENROLMENT_REQUIRED("second-factor-enrolment-required", 401, "The role asks for a second factor"),
    INVALID_CODE("invalid-code", 401, "The code is not valid"),
    SECOND_FACTOR_ENABLED("second-factor-enabled", 409, "There is a second factor already");

    private final Definition definition;

    AuthProblem(String code, int status, String title) {
        this.definition = new Definition(code, status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
