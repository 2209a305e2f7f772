package dev.usher.kernel.web;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;

/** Its author forgot to say who may call it. */
@Requires(property = "sample.app")
@Controller("/v1/undeclared")
class UndeclaredController {
    @Get
    Map<String, String> get() {
        return Map.of();
    }
}
