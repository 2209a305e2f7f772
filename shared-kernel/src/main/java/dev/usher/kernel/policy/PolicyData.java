package dev.usher.kernel.policy;

import com.fasterxml.jackson.core.JacksonException;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the records say. It asks for no more than it needs: a record that is passed over may leave somebody a permission
 * that was taken away.
 */
final class PolicyData {
    static final String ROLE = "rbac:role";
    static final String MEMBER = "rbac:member";

    record Role(
            @Nullable String name,
            @Nullable List<@Nullable Permission> permissions,
            @Nullable Long version) {}

    /** On which services it allows what its name says. */
    record Permission(String name, List<String> services) {
        boolean isWhole() {
            return name != null && services != null && services.stream().allMatch(service -> service != null);
        }
    }

    record Member(
            @Nullable UUID userId,
            @Nullable List<@Nullable String> roles,
            @Nullable Long version) {}

    private PolicyData() {}

    static void applyRole(ConsumerRecord<byte[], byte[]> message, Policy policy) throws Unreadable {
        var key = key(message);
        if (message.value() == null) {
            policy.noRole(key);
            return;
        }
        var role = data(message, ROLE, Role.class);
        if (!key.equals(role.name) || role.permissions == null || role.version == null) {
            throw new Unreadable("data: a member is missing, or another role's");
        }
        policy.role(key, whole(role.permissions), role.version);
    }

    private static List<Permission> whole(List<@Nullable Permission> permissions) throws Unreadable {
        if (!permissions.stream().allMatch(permission -> permission != null && permission.isWhole())) {
            throw new Unreadable("data: a permission without a name or services");
        }
        return permissions.stream().flatMap(Stream::ofNullable).toList();
    }

    static void applyMember(ConsumerRecord<byte[], byte[]> message, Policy policy) throws Unreadable {
        var user = Ids.parse(key(message)).orElseThrow(() -> new Unreadable("key: not a UUID"));
        if (message.value() == null) {
            policy.noMember(user);
            return;
        }
        var member = data(message, MEMBER, Member.class);
        if (!user.equals(member.userId) || member.roles == null || member.version == null) {
            throw new Unreadable("data: a member is missing, or another user's");
        }
        if (!member.roles.stream().allMatch(role -> role != null)) {
            throw new Unreadable("data: a role without a name");
        }
        policy.member(
                user,
                Set.copyOf(member.roles.stream().flatMap(Stream::ofNullable).toList()),
                member.version);
    }

    private static String key(ConsumerRecord<byte[], byte[]> message) throws Unreadable {
        if (message.key() == null) {
            throw new Unreadable("key: missing");
        }
        return new String(message.key(), StandardCharsets.UTF_8);
    }

    private static <T> T data(ConsumerRecord<byte[], byte[]> message, String type, Class<T> shape) throws Unreadable {
        var said = message.headers().lastHeader("ce_type");
        if (said == null || !type.equals(new String(said.value(), StandardCharsets.UTF_8))) {
            throw new Unreadable("header ce_type: not " + type);
        }
        try {
            T data = Json.events().readValue(message.value(), shape);
            if (data == null) {
                throw new Unreadable("data: null");
            }
            return data;
        } catch (JacksonException wrong) {
            throw new Unreadable("data: not JSON of this shape");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
