package dev.usher.catalog.rbac.domain;

import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people write about a service.
 *
 * @param description at most 1000 code points, line breaks allowed
 */
public record ServiceText(ServiceName name, @Nullable String description) {
    /** @throws dev.usher.kernel.value.InvalidValue that names every value that cannot stand */
    public static ServiceText of(@Nullable String name, @Nullable String description) {
        var check = new Violations();
        var newName = check.value(() -> ServiceName.of(name));
        var newDescription = check.value(() -> Optional.ofNullable(describe(description)));
        check.orThrow();
        return new ServiceText(newName.get(), newDescription.get().orElse(null));
    }

    ServiceText after(Edit edit) {
        return new ServiceText(edit.name().over(name), edit.description().over(description));
    }

    private static @Nullable String describe(@Nullable String raw) {
        return raw == null ? null : Text.block("description", raw, 0, 1000);
    }

    /** A wish to change some of it. */
    public record Edit(Wish<ServiceName> name, Wish<@Nullable String> description) {
        /** @throws dev.usher.kernel.value.InvalidValue that names every value that cannot stand */
        public static Edit of(Wish<@Nullable String> name, Wish<@Nullable String> description) {
            var check = new Violations();
            var newName = check.value(() -> name.map(ServiceName::of));
            var newDescription = check.value(() -> description.<@Nullable String>map(ServiceText::describe));
            check.orThrow();
            return new Edit(newName.get(), newDescription.get());
        }
    }
}
