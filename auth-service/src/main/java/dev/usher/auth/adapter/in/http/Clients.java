package dev.usher.auth.adapter.in.http;

import dev.usher.auth.domain.Client;
import dev.usher.kernel.web.ClientAddress;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Tells from where a request comes. */
@Singleton
final class Clients {
    private final ClientAddress addresses;

    Clients(ClientAddress addresses) {
        this.addresses = addresses;
    }

    Client of(HttpRequest<?> request) {
        var userAgent = request.getHeaders().get(HttpHeaders.USER_AGENT);
        return new Client(addresses.of(request), Objects.requireNonNullElse(userAgent, ""));
    }
}
