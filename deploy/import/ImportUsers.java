import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Sends the lines of a file to POST /v1/users/import, a hundred at a time. See {@code deploy/import-users}. */
final class ImportUsers {
    private static final int BATCH = 100;
    /** Less than the 64 KiB that a body may have, in characters that may take three bytes each. */
    private static final int LARGEST = 20_000;

    private static final int RETRIES = 10;
    private static final Pattern STATUS = Pattern.compile("\"status\":\"(imported|exists|invalid)\"");
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    /** A line of the file that holds an account. */
    private record Line(int number, String json) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url = Objects.requireNonNullElse(System.getenv("AUTH_URL"), "http://127.0.0.1:8081");
    private String token = Objects.requireNonNullElse(System.getenv("ADMIN_TOKEN"), "");
    private int imported;
    private int present;
    private final List<String> invalid = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println("usage: import-users FILE");
            System.exit(2);
        }
        System.exit(new ImportUsers().run(Path.of(arguments[0])));
    }

    private int run(Path file) throws IOException, InterruptedException {
        var total = count(file);
        var done = 0;
        try (var lines = Files.newBufferedReader(file)) {
            var number = new int[1];
            for (var batch = next(lines, number); !batch.isEmpty(); batch = next(lines, number)) {
                send(batch);
                done += batch.size();
                System.out.printf("%d of %d%n", done, total);
            }
        }
        System.out.printf("%d imported, %d had an account, %d invalid%n", imported, present, invalid.size());
        invalid.forEach(System.out::println);
        return invalid.isEmpty() ? 0 : 1;
    }

    private static long count(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).count();
        }
    }

    /** Empty at the end of the file. */
    private static List<Line> next(BufferedReader lines, int[] number) throws IOException {
        var batch = new ArrayList<Line>();
        var size = 0;
        while (batch.size() < BATCH && size < LARGEST) {
            var line = lines.readLine();
            if (line == null) {
                break;
            }
            number[0]++;
            if (!line.isBlank()) {
                batch.add(new Line(number[0], line.strip()));
                size += line.length();
            }
        }
        return batch;
    }

    private void send(List<Line> batch) throws IOException, InterruptedException {
        var body = "{\"users\":[" + String.join(",", batch.stream().map(Line::json).toList()) + "]}";
        var answer = answered(body);
        if (answer.statusCode() != 200) {
            throw new IOException("lines %d to %d: %d %s"
                    .formatted(
                            batch.getFirst().number(), batch.getLast().number(), answer.statusCode(), answer.body()));
        }
        var statuses = STATUS.matcher(answer.body());
        for (var line : batch) {
            if (!statuses.find()) {
                throw new IOException("an answer without a status for line " + line.number());
            }
            switch (statuses.group(1)) {
                case "imported" -> imported++;
                case "exists" -> present++;
                default -> invalid.add("line " + line.number() + " did not do");
            }
        }
    }

    /** What is down or full for a moment is asked again, and a token that is over replaced. */
    private HttpResponse<String> answered(String body) throws IOException, InterruptedException {
        for (var attempt = 0; ; attempt++) {
            if (token.isEmpty()) {
                logIn();
            }
            var answer = post("/v1/users/import", body);
            var over = answer.statusCode() == 401 && System.getenv("ADMIN_PASSWORD") != null;
            if (attempt == RETRIES || (answer.statusCode() != 503 && !over)) {
                return answer;
            }
            token = over ? "" : token;
            Thread.sleep(Duration.ofSeconds(1));
        }
    }

    private void logIn() throws IOException, InterruptedException {
        var form = "{\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(quoted("ADMIN_EMAIL"), quoted("ADMIN_PASSWORD"));
        var answer = post("/v1/login", form);
        var found = TOKEN.matcher(answer.body());
        if (answer.statusCode() != 200 || !found.find()) {
            throw new IOException("the login of ADMIN_EMAIL is answered " + answer.statusCode());
        }
        token = found.group(1);
    }

    private static String quoted(String variable) throws IOException {
        var value = System.getenv(variable);
        if (value == null) {
            throw new IOException("ADMIN_TOKEN, or ADMIN_EMAIL and ADMIN_PASSWORD, must be set");
        }
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
