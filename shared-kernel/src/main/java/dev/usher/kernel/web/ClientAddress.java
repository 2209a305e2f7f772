package dev.usher.kernel.web;

import dev.usher.kernel.web.edge.TrustedProxies;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who is asking, as an IP address in text. X-Forwarded-For is believed only from a trusted proxy, and read from its
 * right end: each proxy appends whom it heard, so everything left of the first one that is not ours can be made up.
 */
@Singleton
public final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int MAX_HOPS = 16;

    private final TrustedProxies proxies;

    ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    public String of(HttpRequest<?> request) {
        var client = request.getRemoteAddress().getAddress();
        var hops = hops(request);
        for (var i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS) && proxies.contains(client); i--) {
            var hop = TrustedProxies.parse(hops.get(i));
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return text(client);
    }

    private static List<String> hops(HttpRequest<?> request) {
        return request.getHeaders().getAll(FORWARDED_FOR).stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .collect(Collectors.toList());
    }

    private static String text(InetAddress address) {
        var text = address.getHostAddress();
        var scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
