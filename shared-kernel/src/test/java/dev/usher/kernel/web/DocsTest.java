package dev.usher.kernel.web;

import static dev.usher.kernel.web.AnswersTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsTest {
    @TempDir
    Path classes;

    @Test
    void shows_the_description_without_inline_scripts() throws IOException {
        var generated = classes.resolve("META-INF/swagger");
        var page = Files.createDirectories(generated.resolve("views/swagger-ui/res"));
        Files.writeString(generated.resolve("openapi.yml"), "openapi: 3.1.0\n");
        Files.writeString(page.resolve("swagger-ui.css"), "body {}\n");
        Files.writeString(page.resolve("swagger-ui-bundle.js"), "var SwaggerUIBundle;\n");
        try (var loader = new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
                var app = new SampleApp(Map.of(), loader)) {
            var http = app.http();
            assertThat(http.get("/openapi.yml").body()).isEqualTo("openapi: 3.1.0\n");
            assertThat(http.get("/openapi.yml").header("Content-Type")).isEqualTo("application/yaml;charset=utf-8");
            var docs = http.get("/docs", "Accept", "text/html");
            assertThat(docs.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            assertThat(docs.header("Content-Security-Policy"))
                    .contains("script-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(docs.body())
                    .doesNotContain("http://", "https://")
                    .doesNotContainPattern("<script>|style=|onload");
            for (var file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "docs.js"}) {
                assertThat(docs.body()).contains("/docs/" + file);
                assertThat(http.get("/docs/" + file).status()).isEqualTo(200);
            }
            assertThat(http.get("/docs/docs.js").header("Content-Type")).isEqualTo("text/javascript;charset=utf-8");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/index.html",
                "/docs/..%2f..%2fusher-kernel.yml",
                "/docs/%2e%2e/usher-kernel.yml",
                "/docs/../usher-kernel.yml",
                "/docs/usher-kernel.yml",
                "/openapi.yml"
            })
    void nothing_else_can_be_read(String path) throws IOException {
        try (var app = new SampleApp();
                var wire = new Wire(app.port())) {
            wire.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").reply().isProblem(404, "not-found");
            problem(app.http().get("/openapi.yml"), 404, "not-found");
        }
    }
}
