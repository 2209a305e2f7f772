package dev.usher.catalog.products.adapter.in.http;

import dev.usher.kernel.problem.ProblemCode;

/** What this context refuses beyond what every service does. */
enum ProductProblem implements ProblemCode {
    TOO_MANY_IMAGES("too-many-images", 409, "The product has as many images as it may");

    private final Definition definition;

    ProductProblem(String code, int status, String title) {
        this.definition = new Definition(code, status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
