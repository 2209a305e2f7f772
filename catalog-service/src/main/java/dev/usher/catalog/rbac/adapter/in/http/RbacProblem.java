package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.kernel.problem.ProblemCode;

/** What this context refuses beyond what every service does. */
enum RbacProblem implements ProblemCode {
    NAME_TAKEN("name-taken", 409, "The name is taken"),
    IN_USE("in-use", 409, "It is in use"),
    BUILT_IN("built-in", 409, "It came with the platform and stays as it is"),
    LAST_SUPER_ADMIN("last-super-admin", 409, "There must be a super-admin");

    private final Definition definition;

    RbacProblem(String code, int status, String title) {
        this.definition = new Definition(code, status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
