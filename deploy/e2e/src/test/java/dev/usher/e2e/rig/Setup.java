package dev.usher.e2e.rig;

import dev.usher.local.Service;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which services a rig runs, how many of each, and what they are told besides the usual. Rows with equal set-ups share a
 * running rig.
 */
record Setup(Map<Service, Integer> replicas, Map<String, String> variables) {
    /** All four services, one of each. */
    static final Setup ALL = of(Service.values());

    Setup {
        replicas = Map.copyOf(replicas);
        variables = Map.copyOf(variables);
    }

    /** One of each of these. */
    static Setup of(Service... services) {
        var replicas = new EnumMap<Service, Integer>(Service.class);
        List.of(services).forEach(service -> replicas.put(service, 1));
        return new Setup(replicas, Map.of());
    }

    Setup replicas(Service service, int count) {
        var changed = new EnumMap<>(replicas);
        changed.put(service, count);
        return new Setup(changed, variables);
    }

    /** An environment variable that every service gets. */
    Setup with(String name, String value) {
        var changed = new HashMap<>(variables);
        changed.put(name, value);
        return new Setup(replicas, changed);
    }
}
