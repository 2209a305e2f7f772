package dev.usher.catalog.rbac.domain;

import java.util.Locale;
import java.util.Optional;

/** The three levels of who may do what: a permission is made of services, a role of permissions. */
public enum Kind {
    SERVICE,
    PERMISSION,
    ROLE;

    /** The level below, which entries of this one are made of; none below the lowest. */
    public Optional<Kind> parts() {
        return switch (this) {
            case SERVICE -> Optional.empty();
            case PERMISSION -> Optional.of(SERVICE);
            case ROLE -> Optional.of(PERMISSION);
        };
    }

    /** What people call an entry of this level. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The member that names an entry's parts: {@code service_ids} of a permission. */
    public String partsField() {
        return parts().map(part -> part.label() + "_ids").orElse("parts");
    }
}
