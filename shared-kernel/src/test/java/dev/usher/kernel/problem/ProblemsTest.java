package dev.usher.kernel.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.usher.kernel.value.Violation;
import dev.usher.kernel.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    @Test
    void the_common_catalogue_stays_as_it_is() {
        assertThat(Arrays.stream(CommonProblem.values()).map(problem -> problem.status() + " " + problem.code()))
                .containsExactly(
                        "400 malformed-request",
                        "401 invalid-token",
                        "403 forbidden",
                        "403 cross-site-request",
                        "404 not-found",
                        "405 method-not-allowed",
                        "408 request-timeout",
                        "409 conflict",
                        "412 precondition-failed",
                        "413 payload-too-large",
                        "414 uri-too-long",
                        "415 unsupported-media-type",
                        "422 invalid",
                        "429 too-many-requests",
                        "431 headers-too-large",
                        "500 internal",
                        "503 unavailable",
                        "503 authorization-unavailable");
    }

    @Test
    void a_problem_has_these_members_and_no_empty_ones() throws JsonProcessingException {
        assertThat(Json.strict().writeValueAsString(Problem.of(CommonProblem.CONFLICT, "Taken.", "ab")))
                .isEqualTo("{\"type\":\"urn:usher:problem:conflict\",\"title\":\"" + CommonProblem.CONFLICT.title()
                        + "\",\"status\":409,\"detail\":\"Taken.\",\"code\":\"conflict\",\"trace_id\":\"ab\"}");
        var full = Problem.of(
                CommonProblem.INVALID,
                "See errors.",
                "ab",
                List.of(new Violation("first_name", "required", "is required")),
                Map.of("used_by", List.of()));
        assertThat(Json.strict().writeValueAsString(full))
                .endsWith("\"trace_id\":\"ab\",\"errors\":[{\"field\":\"first_name\",\"code\":\"required\","
                        + "\"message\":\"is required\"}],\"used_by\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.2S, 2", "PT2M, 120", "PT-5S, 1"})
    void waits_are_rounded_up_to_seconds(Duration wait, String seconds) {
        assertThat(RetryAfter.seconds(wait)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08006", "08P01", "53000", "53100", "53200", "53300", "57014", "57P01",
                "57P02", "57P03", "57P05", "58000", "58030", "25006", "25P03", "40001", "40P01", "55P03", "42P01",
                "42501", "28P01", "3D000", "XX000", "0", ""
            })
    void these_states_of_the_database_mean_not_now(String state) {
        assertThat(Outage.is(new SQLException("x", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503", "22001", "22021", "42601", "25P02"})
    void these_are_faults_of_our_own(String state) {
        assertThat(Outage.is(new SQLException("x", state))).isFalse();
    }

    @Test
    void what_cannot_be_reached_or_is_full_is_an_outage_and_a_bug_is_not() {
        assertThat(Outage.is(new SQLTransientConnectionException("pool"))).isTrue();
        assertThat(Outage.is(new ConnectException())).isTrue();
        assertThat(Outage.is(new SocketTimeoutException())).isTrue();
        assertThat(Outage.is(new UncheckedIOException(new ConnectException()))).isTrue();
        assertThat(Outage.is(new RejectedExecutionException())).isTrue();
        assertThat(Outage.is(new SQLException("without a state: the driver or the pool")))
                .isTrue();
        assertThat(Outage.is(new SQLIntegrityConstraintViolationException("x", "23505")))
                .isFalse();
        assertThat(Outage.is(new IOException("disk"))).isFalse();
        assertThat(Outage.is(new IllegalStateException())).isFalse();
    }

    @Test
    void trace_ids_are_taken_from_what_the_recommendation_calls_valid() {
        var id = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(Trace.parse("00-" + id + "-00f067aa0ba902b7-01")).isEqualTo(id);
        assertThat(Trace.parse("cc-" + id + "-00f067aa0ba902b7-01-what-comes-later"))
                .isEqualTo(id);
        for (var bad : new String[] {
            "00-" + id + "-00f067aa0ba902b7-01-more",
            "00-" + id + "-0000000000000000-01",
            "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
            "ff-" + id + "-00f067aa0ba902b7-01",
            "00-" + id.toUpperCase(Locale.ROOT) + "-00f067aa0ba902b7-01",
            "00-" + id + "-00f067aa0ba902b7",
            "0-" + id + "-00f067aa0ba902b7-01",
            "00_" + id + "_00f067aa0ba902b7_01",
            " 00-" + id + "-00f067aa0ba902b7-01",
            ""
        }) {
            assertThat(Trace.parse(bad)).as(bad).matches("[0-9a-f]{32}").isNotEqualTo(id);
        }
        assertThat(Trace.parse(null)).isNotEqualTo(Trace.parse(null));
    }
}
