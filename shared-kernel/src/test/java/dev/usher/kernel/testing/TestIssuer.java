package dev.usher.kernel.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer of access tokens with real ES256 keys, which it publishes over HTTP on 127.0.0.1 as auth-service does. It
 * mints good tokens, and bad ones in every way a test can think of.
 */
public final class TestIssuer implements AutoCloseable {
    private final Clock clock;
    private final HttpServer server;
    private final List<ECKey> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile ECKey current;
    private volatile boolean down;

    public TestIssuer() {
        this(Clock.systemUTC());
    }

    /** Tokens are issued at this clock's time. */
    public TestIssuer(Clock clock) {
        this.clock = clock;
        this.current = newKey();
        published.add(current);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/jwks.json", this::publish);
        server.start();
    }

    /** A fresh P-256 signing key with a random {@code kid}. */
    public static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        try (exchange) {
            fetches.incrementAndGet();
            var body = new JWKSet(List.copyOf(published)).toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : body.length);
            if (!down) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String audience() {
        return "usher";
    }

    public String jwksUrl() {
        return issuer() + "/.well-known/jwks.json";
    }

    /** How often the keys were asked for. */
    public int fetches() {
        return fetches.get();
    }

    /** While down it answers 503 to everybody who asks for the keys. */
    public void down(boolean now) {
        down = now;
    }

    /** The key that signs now. */
    public ECKey key() {
        return current;
    }

    /** Signs with a new key from now on; the keys before stay published. */
    public ECKey rotate() {
        var key = newKey();
        published.add(key);
        current = key;
        return key;
    }

    /** No longer publishes the key. */
    public void withdraw(ECKey key) {
        published.remove(key);
    }

    /** A good token: 15 minutes, epoch 0, a random session. */
    public String token(UUID user, String... roles) {
        return custom().subject(user).roles(roles).mint();
    }

    /** Starts from a good token of a random user without roles; change what the test is about. */
    public TokenBuilder custom() {
        return new TokenBuilder(current, issuer(), audience(), clock.instant());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
