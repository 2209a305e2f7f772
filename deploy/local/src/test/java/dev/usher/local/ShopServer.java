package dev.usher.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** Speaks as much of the API as a load needs (design §3), and goes wrong when it is told to. */
final class ShopServer implements AutoCloseable {
    static final int CUT = 0;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 3;

    private final HttpServer server;
    private final List<Item> items = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private final List<String> sellers = new ArrayList<>();
    private int writes;
    private Trouble trouble = write -> 201;

    /** What happens to a write: 201 or another status; {@link #CUT} carries it out and does not answer. */
    @FunctionalInterface
    interface Trouble {
        int with(int write);
    }

    /** A product as it is answered, and the files that came in as its images. */
    record Item(ObjectNode json, List<byte[]> files) {}

    ShopServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void trouble(Trouble with) {
        trouble = with;
    }

    /** All so far, refused ones too. */
    synchronized int writes() {
        return writes;
    }

    synchronized List<Item> items() {
        return List.copyOf(items);
    }

    synchronized List<String> sellers() {
        return List.copyOf(sellers);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            var answer = answer(request, exchange, body);
            if (answer.status() == CUT) {
                return;
            }
            var bytes = JSON.writeValueAsBytes(answer.body());
            exchange.sendResponseHeaders(answer.status(), answer.status() == 204 ? -1 : bytes.length);
            if (answer.status() != 204) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private record Reply(int status, Object body) {}

    private synchronized Reply answer(String request, HttpExchange exchange, byte[] body) throws IOException {
        if (request.matches("POST /v1/products(/.*)?")) {
            return write(request, exchange, body);
        }
        if (request.startsWith("PUT /v1/roles/r-seller/members/")) {
            sellers.add(request.substring(request.lastIndexOf('/') + 1));
            return new Reply(204, Map.of());
        }
        if (request.startsWith("GET /v1/products/")) {
            return new Reply(
                    200, item(request.substring("GET /v1/products/".length())).json());
        }
        return switch (request) {
            case "POST /v1/signup" -> signUp(JSON.readTree(body).path("email").asText());
            case "POST /v1/login" ->
                new Reply(
                        200,
                        Map.of("access_token", JSON.readTree(body).path("email").asText(), "expires_in", 900));
            case "GET /v1/me" -> new Reply(200, Map.of("id", caller(exchange)));
            case "GET /v1/roles" ->
                new Reply(
                        200,
                        Map.of(
                                "items",
                                List.of(
                                        Map.of("id", "r-best", "name", "best-seller"),
                                        Map.of("id", "r-seller", "name", "seller"))));
            case "GET /v1/products" -> list(exchange.getRequestURI().getQuery());
            default -> new Reply(404, Map.of("code", "not-found"));
        };
    }

    private Reply signUp(String email) {
        if (accounts.contains(email)) {
            return new Reply(409, Map.of("code", "email-taken"));
        }
        accounts.add(email);
        return new Reply(201, Map.of("user", Map.of("id", email)));
    }

    /** Here a token is the address, and so is the id. */
    private static String caller(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
    }

    private Reply list(String query) {
        var seller = query.replaceAll(".*seller_id=([^&]*).*", "$1");
        var from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=([^&]*).*", "$1")) : 0;
        var own = items.stream()
                .map(Item::json)
                .filter(product -> product.path("seller_id").asText().equals(seller))
                .toList()
                .reversed();
        var until = Math.min(from + PAGE, own.size());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", own.subList(from, until));
        if (until < own.size()) {
            page.put("next_cursor", "" + until);
        }
        return new Reply(200, page);
    }

    private Reply write(String request, HttpExchange exchange, byte[] body) throws IOException {
        var status = trouble.with(++writes);
        if (status != 201 && status != CUT) {
            return new Reply(status, Map.of("code", "refused-" + status));
        }
        if (request.endsWith("/products")) {
            return new Reply(status, add((ObjectNode) JSON.readTree(body), caller(exchange)));
        }
        var id = request.substring("POST /v1/products/".length(), request.lastIndexOf('/'));
        return new Reply(status, addImage(item(id), exchange.getRequestHeaders().getFirst("Content-Type"), body));
    }

    private Item item(String id) {
        return items.stream()
                .filter(item -> item.json().path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode add(ObjectNode product, String seller) {
        product.put("id", "p" + items.size()).put("seller_id", seller).putArray("images");
        items.add(new Item(product, new ArrayList<>()));
        return product;
    }

    /** Takes the file out of a form that has nothing else (RFC 7578). */
    private static JsonNode addImage(Item item, String type, byte[] body) {
        var form = new String(body, StandardCharsets.ISO_8859_1);
        var boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
        var head = form.indexOf("\r\n\r\n");
        var end = form.indexOf("\r\n" + boundary + "--\r\n");
        if (form.startsWith(boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=") && end > head) {
            item.files().add(form.substring(head + 4, end).getBytes(StandardCharsets.ISO_8859_1));
            item.json()
                    .withArray("images")
                    .addObject()
                    .put("id", "i" + item.files().size());
        }
        return item.json();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
