package dev.usher.kernel.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Parameters that many routes read from the request themselves, for the description of an API. They describe only:
 * {@link ListQuery} and {@link ETags} read them.
 */
public final class Described {
    private Described() {}

    /** A list in pages; which fields it sorts by and which filters it has, the route says itself. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Parameter(name = "page", in = ParameterIn.QUERY, description = "A whole number from 0; 0 if not given")
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "How many items a page has: 1 to 100, 20 if not given")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "Fields, most significant first, with commas between them; a minus before one turns it round")
    public @interface Paged {}

    /** A write that may be made conditional. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "The ETag that was read; without it the last write wins")
    public @interface Conditional {}
}
