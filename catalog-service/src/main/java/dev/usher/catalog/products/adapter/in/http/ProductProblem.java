package dev.usher.catalog.products.adapter.in.http;

import dev.usher.kernel.problem.ProblemCode;

/** What this context refuses beyond what every service does. */
enum ProductProblem implements ProblemCode {
    TOO_MANY_IMAGES("too-many-images", 409, "The product has as many images as it may");

    private final String code;
    private final int status;
    private final String title;

    ProductProblem(String code, int status, String title) {
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
