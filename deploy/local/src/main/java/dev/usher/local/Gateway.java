package dev.usher.local;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.ResponseCodeHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One origin for all services: carries {@code /v1/**} and {@code /.well-known/**} to the service that has the path, shares
 * requests among its replicas, and answers 404 to everything else. What a client says about its own address is replaced.
 */
final class Gateway implements AutoCloseable {
    private static final long MAX_BODY = 6L * 1024 * 1024;
    /** The services answer within 5 s or are cut; one that does neither is cut here. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(7);
    /** Shorter than the services keep an idle connection, so that no request is sent into a closing one. */
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(15);

    private static final List<HttpString> CLIENT_CLAIMS = List.of(
            new HttpString("Forwarded"),
            new HttpString("X-Real-IP"),
            Headers.X_FORWARDED_FOR,
            Headers.X_FORWARDED_PROTO,
            Headers.X_FORWARDED_HOST,
            Headers.X_FORWARDED_PORT,
            Headers.X_FORWARDED_SERVER);

    private final Undertow server;

    /**
     * @param replicas addresses of each service's processes
     * @param answerLimit after which a request that was passed on is answered 503
     */
    Gateway(int port, Map<Service, List<URI>> replicas, Duration answerLimit) {
        var handlers = new EnumMap<Service, HttpHandler>(Service.class);
        replicas.forEach((service, addresses) -> handlers.put(service, proxy(addresses, answerLimit)));
        server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                // Set for each request, so that one that is too large can be told so.
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10_000)
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setHandler(exchange -> handle(exchange, handlers))
                .build();
        server.start();
    }

    private static HttpHandler proxy(List<URI> addresses, Duration answerLimit) {
        var client = new LoadBalancingProxyClient()
                .setProblemServerRetry(1)
                .setConnectionsPerThread(256)
                .setTtl((int) IDLE_LIMIT.toMillis());
        addresses.forEach(client::addHost);
        return ProxyHandler.builder()
                .setProxyClient(client)
                .setMaxRequestTime((int) answerLimit.toMillis())
                .setMaxConnectionRetries(addresses.size())
                .setNext(ResponseCodeHandler.HANDLE_404)
                .build();
    }

    private static void handle(HttpServerExchange exchange, Map<Service, HttpHandler> handlers) throws Exception {
        var service = Service.serving(exchange.getRequestPath());
        if (service.isEmpty()) {
            Problems.NOT_FOUND.send(exchange);
            return;
        }
        if (exchange.getRequestContentLength() > MAX_BODY) {
            exchange.setPersistent(false);
            Problems.TOO_LARGE.send(exchange);
            return;
        }
        exchange.setMaxEntitySize(MAX_BODY);
        CLIENT_CLAIMS.forEach(exchange.getRequestHeaders()::remove);
        exchange.addDefaultResponseListener(Gateway::explain);
        handlers.getOrDefault(service.get(), ResponseCodeHandler.HANDLE_404).handleRequest(exchange);
    }

    /** The proxy gives up with a bare status: no replica took the request, or none answered in time. */
    private static boolean explain(HttpServerExchange exchange) {
        if (exchange.isResponseStarted() || exchange.getStatusCode() < 500) {
            return false;
        }
        Problems.UNAVAILABLE.send(exchange);
        return true;
    }

    @Override
    public void close() {
        server.stop();
    }
}
