package dev.usher.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "DATABASE_URL, localhost:5432/usher, a URL like jdbc:postgresql://host:5432/name",
                "DATABASE_URL, jdbc:mysql://localhost/usher, a URL like jdbc:postgresql://host:5432/name",
                "DATABASE_URL, jdbc:postgresql:usher, a URL like jdbc:postgresql://host:5432/name",
                "ISSUER, auth.example.com, an http(s) URL",
                "ISSUER, 'http://', an http(s) URL",
                "ISSUER, 'http://a b', an http(s) URL",
                "JWKS_URL, ftp://a.example.com/keys, an http(s) URL",
                "AUTH_URL, http://a.example.com:99999, an http(s) URL",
                "PUBLIC_URL, javascript:alert(1), an http(s) URL",
                "KAFKA_BOOTSTRAP_SERVERS, kafka, a list of host:port",
                "KAFKA_BOOTSTRAP_SERVERS, 'kafka:9092,', a list of host:port",
                "REDIS_URL, localhost:6379, a redis:// URL",
                "SERVER_PORT, http, a port",
                "SERVER_PORT, 70000, a port",
                "SERVER_PORT, -1, a port",
                "SMTP_PORT, '25 ', a port"
            })
    void a_value_of_the_wrong_kind_is_named_but_not_repeated(String name, String value, String kind) {
        assertThat(Variables.problem(Map.of(name, value))).contains(name + " is not " + kind);
    }

    @Test
    void good_values_pass() {
        assertThat(Variables.problem(
                        Map.of(
                                "DATABASE_URL", "jdbc:postgresql://db.example.com:5432/auth?sslmode=require",
                                "ISSUER", "http://127.0.0.1:8080",
                                "KAFKA_BOOTSTRAP_SERVERS", "a.example.com:9092, b.example.com:9092",
                                "REDIS_URL", "rediss://:secret@redis.example.com:6379/0",
                                "SERVER_PORT", "0",
                                "JWKS_URL", "",
                                "SOMETHING_URL", "not ours"),
                        "ISSUER"))
                .isEmpty();
    }

    @Test
    void all_missing_ones_are_named_at_once_and_blank_is_missing() {
        assertThat(Variables.problem(Map.of("A", " "), "A", "B")).contains("A, B are not set");
        assertThat(Variables.problem(Map.of("A", "x"), "A", "B")).contains("B is not set");
    }
}
