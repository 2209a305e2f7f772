package dev.usher.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody who sells the data set: an account with the role, and a token that is good whenever it is asked for. */
final class Seller {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final List<String> NAMES =
            List.of("Mara Lindqvist", "Tomasz Wolski", "Aiko Tanabe", "Bruno Keller", "Noor Haddad");

    private final ApiClient gateway;
    private final String firstName;
    private final String lastName;
    private final String password;
    private String id = "";
    private String token = "";
    private long goodUntil;

    private Seller(ApiClient gateway, String name, String password) {
        this.gateway = gateway;
        this.firstName = name.substring(0, name.indexOf(' '));
        this.lastName = name.substring(name.indexOf(' ') + 1);
        this.password = password;
    }

    /** The same ones each time; they need not exist yet. */
    static List<Seller> all(ApiClient gateway, String password) {
        return NAMES.stream().map(name -> new Seller(gateway, name, password)).toList();
    }

    /** A product that is in the catalogue. */
    record Shelved(String id, int images) {
        static Shelved from(JsonNode product) {
            return new Shelved(
                    product.path("id").asText(), product.path("images").size());
        }
    }

    String email() {
        return (firstName + "." + lastName).toLowerCase(Locale.ROOT) + "@example.com";
    }

    /**
     * Signs up, or logs in where there is the account already, and gets the role.
     *
     * @param admin access token of who may give roles
     */
    void appear(String admin, String sellerRole) {
        var account = Map.of("email", email(), "password", password, "first_name", firstName, "last_name", lastName);
        var answer = gateway.post("/v1/signup", null, account);
        if (answer.status() == 409) {
            logIn();
            id = gateway.get("/v1/me", token).expect(200).json().path("id").asText();
        } else {
            id = answer.expect(201).json().at("/user/id").asText();
        }
        gateway.put("/v1/roles/" + sellerRole + "/members/" + id, admin).expect(204);
    }

    private void logIn() {
        var answer = gateway.post("/v1/login", null, Map.of("email", email(), "password", password));
        if (answer.status() == 401) {
            throw new ApiClient.Surprise(
                    "There is an account " + email() + " that this platform does not know the password of.");
        }
        var tokens = answer.expect(200).json();
        token = tokens.path("access_token").asText();
        goodUntil = System.nanoTime()
                + Duration.ofSeconds(tokens.path("expires_in").asLong())
                        .minus(MARGIN)
                        .toNanos();
    }

    synchronized String token() {
        if (token.isEmpty() || System.nanoTime() - goodUntil > 0) {
            logIn();
        }
        return token;
    }

    /** A token was refused: the next one is another. */
    synchronized void refused(String old) {
        if (old.equals(token)) {
            token = "";
        }
    }

    /** All of this seller's products by name. */
    Map<String, Shelved> products() {
        var found = new HashMap<String, Shelved>();
        String cursor = null;
        do {
            var page = page(cursor == null ? "" : "&cursor=" + cursor);
            page.path("items").forEach(item -> found.put(item.path("name").asText(), Shelved.from(item)));
            cursor = page.path("next_cursor").textValue();
        } while (cursor != null);
        return found;
    }

    /** One that is there since a moment ago, if it is there. */
    @Nullable
    Shelved latest(String name) {
        for (var item : page("").path("items")) {
            if (item.path("name").asText().equals(name)) {
                return Shelved.from(item);
            }
        }
        return null;
    }

    private JsonNode page(String more) {
        return gateway.get("/v1/products?size=100&sort=-created_at&seller_id=" + id + more, null)
                .expect(200)
                .json();
    }
}
