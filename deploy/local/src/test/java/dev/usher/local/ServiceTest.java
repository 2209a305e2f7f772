package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            /.well-known/jwks.json, AUTH
            /.well-known/oauth-authorization-server, AUTH
            /v1/signup, AUTH
            /v1/logout-all, AUTH
            /v1/sessions/0192, AUTH
            /v1/me, AUTH
            /v1/password/change, AUTH
            /v1/email/verify/resend, AUTH
            /v1/users/0192/disable, AUTH
            /v1/audit, AUTH
            /v1/profile, PROFILE
            /v1/profile/password, PROFILE
            /v1/services/0192, CATALOG
            /v1/roles/0192/members/0193, CATALOG
            /v1/members/0192/roles, CATALOG
            /v1/checks, CATALOG
            /v1/products/0192/images/0193, CATALOG
            /v1/notifications/redrive, NOTIFICATION
            """)
    void every_path_of_the_contract_has_its_service(String path, Service service) {
        assertThat(Service.serving(path)).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/health/readiness",
                "/prometheus",
                "/docs",
                "/openapi.yml",
                "/v2/signup",
                "/v1/signups",
                "/v1/mean",
                "//v1/signup",
                "/v1//signup",
                "/v1/me/../../prometheus",
                "/v1/me/..",
                "/v1/./me",
                "/V1/me"
            })
    void everything_else_has_none(String path) {
        assertThat(Service.serving(path)).isEmpty();
    }

    @Test
    void ports_follow_the_gateways_in_the_order_of_the_contract() {
        assertThat(Service.values()).extracting(service -> service.port(8080)).containsExactly(8081, 8082, 8083, 8084);
        assertThat(Service.values())
                .extracting(Service::module)
                .containsExactly("auth-service", "profile-service", "catalog-service", "notification-service");
    }
}
