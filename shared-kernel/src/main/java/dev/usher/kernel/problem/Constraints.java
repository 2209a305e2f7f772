package dev.usher.kernel.problem;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.usher.kernel.value.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Bean Validation in the form of our own violations. */
final class Constraints {
    private static final Set<Class<?>> PRESENCE = Set.of(NotNull.class, NotBlank.class, NotEmpty.class);

    private Constraints() {}

    static List<Violation> violations(ConstraintViolationException failure) {
        return failure.getConstraintViolations().stream()
                .map(Constraints::violation)
                .sorted(Comparator.comparing(Violation::field))
                .toList();
    }

    private static Violation violation(ConstraintViolation<?> violation) {
        var required = PRESENCE.contains(
                violation.getConstraintDescriptor().getAnnotation().annotationType());
        return new Violation(field(violation), required ? "required" : "invalid", violation.getMessage());
    }

    /** The members below the method's parameter; the parameter itself when it is the one that was refused. */
    private static String field(ConstraintViolation<?> violation) {
        var names = new ArrayList<String>();
        var parameter = "body";
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            } else if (node.getKind() != ElementKind.METHOD && node.getName() != null) {
                names.add(snakeCase(node.getName()));
            }
        }
        return names.isEmpty() ? snakeCase(parameter) : String.join(".", names);
    }

    private static String snakeCase(String name) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }
}
