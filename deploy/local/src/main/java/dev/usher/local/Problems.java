package dev.usher.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/** The gateway's own refusals, in the form of the services' (RFC 9457, design §2). */
enum Problems {
    NOT_FOUND(404, "not-found", "Not found", "There is nothing at this address."),
    TOO_LARGE(413, "payload-too-large", "Payload too large", "The body is larger than this address takes."),
    UNAVAILABLE(503, "unavailable", "Unavailable", "The service does not answer at the moment; try again.");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    Problems(int status, String code, String title, String detail) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    void send(HttpServerExchange exchange) {
        exchange.setStatusCode(status);
        var headers = exchange.getResponseHeaders();
        headers.put(Headers.CONTENT_TYPE, "application/problem+json");
        headers.put(Headers.CACHE_CONTROL, "no-store");
        headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
        if (this == UNAVAILABLE) {
            headers.put(Headers.RETRY_AFTER, "1");
        }
        exchange.getResponseSender().send(body());
    }

    private String body() {
        var trace = new byte[16];
        RANDOM.nextBytes(trace);
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "urn:usher:problem:" + code);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        members.put("code", code);
        members.put("trace_id", HexFormat.of().formatHex(trace));
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
