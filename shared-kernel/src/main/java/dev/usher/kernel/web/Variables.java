package dev.usher.kernel.web;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What can be told about environment variables from their text alone, before anything is started. */
final class Variables {
    private static final Pattern SERVERS = Pattern.compile("[^\\s,:/]+:\\d{1,5}(,\\s*[^\\s,:/]+:\\d{1,5})*");
    private static final Kind HTTP = new Kind("an http(s) URL", text -> isUrl(text, "http", "https"));
    private static final Kind PORT =
            new Kind("a port", text -> text.matches("\\d{1,5}") && Integer.parseInt(text) < 65536);

    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "AUTH_URL", HTTP,
            "DATABASE_URL", new Kind("a URL like jdbc:postgresql://host:5432/name", Variables::isDatabase),
            "ISSUER", HTTP,
            "JWKS_URL", HTTP,
            "KAFKA_BOOTSTRAP_SERVERS",
                    new Kind(
                            "a list of host:port", text -> SERVERS.matcher(text).matches()),
            "PUBLIC_URL", HTTP,
            "REDIS_URL", new Kind("a redis:// URL", text -> isUrl(text, "redis", "rediss")),
            "S3_ENDPOINT", HTTP,
            "SERVER_PORT", PORT,
            "SMTP_PORT", PORT));

    private Variables() {}

    /** One line without any value, which may be a secret in the wrong place; empty when nothing is wrong. */
    static Optional<String> problem(Map<String, String> environment, String... required) {
        var missing = Arrays.stream(required)
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of(String.join(", ", missing) + (missing.size() == 1 ? " is not set" : " are not set"));
        }
        return KINDS.entrySet().stream()
                .filter(known -> !environment.getOrDefault(known.getKey(), "").isBlank())
                .filter(known -> !known.getValue().test.test(environment.get(known.getKey())))
                .map(known -> known.getKey() + " is not " + known.getValue().name)
                .findFirst();
    }

    private static boolean isDatabase(String text) {
        return text.startsWith("jdbc:postgresql://") && isUrl(text.substring("jdbc:".length()), "postgresql");
    }

    private static boolean isUrl(String text, String... schemes) {
        try {
            var url = URI.create(text);
            return url.getScheme() != null
                    && Arrays.asList(schemes).contains(url.getScheme())
                    && url.getHost() != null
                    && url.getPort() < 65536;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private record Kind(String name, Predicate<String> test) {}
}
