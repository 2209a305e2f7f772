package dev.usher.kernel.web;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The service's OpenAPI description, and a page that shows it. The page that the generator makes runs inline scripts;
 * ours does without, so that its Content-Security-Policy can forbid them.
 */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class DocsController {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'";
    private static final String GENERATED = "META-INF/swagger/";
    private static final String SCRIPT = "text/javascript;charset=utf-8";

    /** Everything there is, so that no path can name anything else. */
    private static final Map<String, Resource> FILES = Map.of(
            "swagger-ui.css", new Resource(GENERATED + "views/swagger-ui/res/swagger-ui.css", "text/css;charset=utf-8"),
            "swagger-ui-bundle.js", new Resource(GENERATED + "views/swagger-ui/res/swagger-ui-bundle.js", SCRIPT),
            "docs.js", new Resource("docs/docs.js", SCRIPT));

    private static final Resource PAGE = new Resource("docs/index.html", "text/html;charset=utf-8");
    private static final Resource DESCRIPTION =
            new Resource(GENERATED + "openapi.yml", "application/yaml;charset=utf-8");

    private final ClassLoader classes;

    DocsController(ApplicationContext context) {
        classes = context.getClassLoader();
    }

    @Get("/openapi.yml")
    HttpResponse<byte[]> description() {
        return answer(DESCRIPTION);
    }

    @Get("/docs")
    HttpResponse<byte[]> page() {
        return answer(PAGE).header("Content-Security-Policy", POLICY);
    }

    @Get("/docs/{file}")
    HttpResponse<byte[]> file(String file) {
        var resource = FILES.get(file);
        if (resource == null) {
            throw nothing();
        }
        return answer(resource).header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
    }

    private MutableHttpResponse<byte[]> answer(Resource resource) {
        try (var in = classes.getResourceAsStream(resource.path())) {
            if (in == null) {
                throw nothing();
            }
            return HttpResponse.ok(in.readAllBytes()).header(HttpHeaders.CONTENT_TYPE, resource.type());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ProblemException nothing() {
        return new ProblemException(CommonProblem.NOT_FOUND, CommonProblem.NOT_FOUND.title() + ".");
    }

    private record Resource(String path, String type) {}
}
