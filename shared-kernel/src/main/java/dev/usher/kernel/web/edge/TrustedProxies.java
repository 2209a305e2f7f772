package dev.usher.kernel.web.edge;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The peers whose word about the client is taken, by setting {@code TRUSTED_PROXIES}; empty by default. */
@Singleton
public final class TrustedProxies {
    private final List<Network> networks;

    TrustedProxies(EdgeSettings settings) {
        networks = networks(settings.trustedProxies());
    }

    static List<Network> networks(List<String> texts) {
        return texts.stream().map(Network::parse).toList();
    }

    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** Reads an address as it stands in X-Forwarded-For, with or without a port; never asks a name server. */
    public static Optional<InetAddress> parse(String text) {
        var bare = text.strip();
        if (bare.startsWith("[")) {
            var end = bare.indexOf(']');
            bare = end < 0 ? "" : bare.substring(1, end);
        } else if (bare.indexOf(':') == bare.lastIndexOf(':') && bare.indexOf(':') >= 0) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        if (!bare.matches("[0-9a-fA-F.:]{2,45}")
                || (!bare.contains(":") && !bare.matches("\\d+\\.\\d+\\.\\d+\\.\\d+"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    record Network(InetAddress prefix, int bits) {
        static Network parse(String text) {
            var slash = text.indexOf('/');
            var address = TrustedProxies.parse(slash < 0 ? text : text.substring(0, slash))
                    .orElseThrow(() -> new IllegalArgumentException("TRUSTED_PROXIES: " + text + " is no address"));
            var length = address.getAddress().length * 8;
            var bits = slash < 0 ? length : bits(text, text.substring(slash + 1), length);
            return new Network(address, bits);
        }

        private static int bits(String text, String digits, int length) {
            if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > length) {
                throw new IllegalArgumentException("TRUSTED_PROXIES: " + text + " is no network");
            }
            return Integer.parseInt(digits);
        }

        boolean contains(InetAddress address) {
            var bytes = address.getAddress();
            var wanted = prefix.getAddress();
            if (bytes.length != wanted.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                if (((bytes[bit / 8] ^ wanted[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
