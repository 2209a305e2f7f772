package dev.usher.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The mailbox page's JSON: what the SMTP server accepted. */
final class Mailbox {
    private final Client client;

    Mailbox(String origin) {
        client = new Client(origin);
    }

    List<JsonNode> to(String address) {
        return items("/api/messages?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    }

    JsonNode message(String id) {
        return client.get("/api/messages/" + id, null).body();
    }

    /** How many mails each address got. */
    Map<String, Integer> counts() {
        var counts = new HashMap<String, Integer>();
        items("/api/messages").forEach(mail -> counts.merge(mail.path("to").asText(), 1, Integer::sum));
        return counts;
    }

    private List<JsonNode> items(String path) {
        var found = new ArrayList<JsonNode>();
        client.get(path, null).body().path("items").forEach(found::add);
        return found;
    }
}
