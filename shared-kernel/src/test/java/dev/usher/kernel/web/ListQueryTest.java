package dev.usher.kernel.web;

import static dev.usher.kernel.web.AnswersTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.kernel.testing.Http.Answer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list that sorts by name and created_at and filters by q. */
class ListQueryTest {
    private static SampleApp app;

    @BeforeAll
    static void start() {
        app = new SampleApp();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static Answer list(String query) {
        return app.http().get("/v1/list?" + query);
    }

    @Test
    void has_defaults() {
        assertThat(list("").body()).isEqualTo("{\"items\":[\"[]\",\"none\"],\"page\":0,\"size\":20,\"total\":2}");
    }

    @Test
    void reads_everything() {
        var body = list("page=3&size=100&sort=name,-created_at&q=a%20b;c").json();
        assertThat(body.path("page").asInt()).isEqualTo(3);
        assertThat(body.path("size").asInt()).isEqualTo(100);
        assertThat(body.path("items").path(0).asText())
                .isEqualTo("[Order[field=name, descending=false], Order[field=created_at, descending=true]]");
        assertThat(body.path("items").path(1).asText()).isEqualTo("a b;c");
        assertThat(list("q=").json().path("items").path(1).asText()).isEmpty();
        assertThat(list("page=21474835").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "page=-1, page",
        "page=, page",
        "page=a, page",
        "page=1.0, page",
        "page=%2B1, page",
        "page=0x1, page",
        "page=%D9%A1, page",
        "page=2147483648, page",
        "page=99999999999999999999, page",
        "page=21474836, page",
        "size=0, size",
        "size=101, size",
        "size=-20, size",
        "size=many, size",
        "sort=, sort",
        "sort=password, sort",
        "sort=NAME, sort",
        "sort=name%20desc, sort",
        "sort=name;drop, sort",
        "sort=--name, sort",
        "sort=-, sort",
        "sort=name%2C, sort",
        "sort=name%2Cname, sort",
        "sort=name%2C-name, sort",
        "Page=1, Page",
        "color=red, color",
        "cursor=x, cursor"
    })
    void refuses(String query, String field) {
        assertThat(fields(problem(list(query), 422, "invalid"))).containsExactly(field);
    }

    @Test
    void names_everything_that_is_wrong() {
        assertThat(fields(problem(list("page=x&size=x&sort=x&x=x"), 422, "invalid")))
                .containsExactly("x", "page", "size", "sort");
    }

    private static Iterable<String> fields(JsonNode problem) {
        return StreamSupport.stream(problem.path("errors").spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }
}
