package dev.usher.kernel.testing;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ConstantDesc;
import java.time.Clock;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a method may not do, whatever its package. */
final class CodeRules {
    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.time.ZonedDateTime",
            "java.time.OffsetDateTime",
            "java.time.Year",
            "java.time.YearMonth");

    /** A variable part of a concatenation stands as this character in its recipe (JVM's StringConcatFactory). */
    private static final Pattern JOINED_SQL =
            Pattern.compile("(?is)(^|\\W)(select\\s.*\\sfrom|insert\\s+into|update\\s.*\\sset"
                    + "|delete\\s+from|where\\s+\\S+\\s*(=|<|>|in|like)|order\\s+by)\\s.*\\x01");

    private static final Set<String> INJECTING = Set.of(
            "jakarta.inject.Inject",
            "io.micronaut.context.annotation.Value",
            "io.micronaut.context.annotation.Property");

    private CodeRules() {}

    static final ArchCondition<JavaClass> ASK_THE_INJECTED_CLOCK = notAccess("read the system clock", access -> {
        var owner = access.getTargetOwner().getFullName();
        var name = access.getTarget().getName();
        if (owner.equals("java.time.Clock")) {
            return (name.startsWith("system") || name.startsWith("tick")) && !isClockBean(access);
        }
        return (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                || (owner.equals("java.util.Date") && access.getDescription().contains("<init>()"))
                || (CLOCKS.contains(owner)
                        && name.equals("now")
                        && !access.getDescription().contains("java.time.Clock)"));
    });

    static final ArchCondition<JavaClass> NOT_DRAW_RANDOM_UUIDS = notAccess(
            "draw random UUIDs",
            access -> access.getTargetOwner().isEquivalentTo(java.util.UUID.class)
                    && access.getTarget().getName().equals("randomUUID"));

    static final ArchCondition<JavaClass> LOG_AND_NOT_PRINT = notAccess("print", access -> {
        var owner = access.getTargetOwner();
        var name = access.getTarget().getName();
        var prints = (owner.isEquivalentTo(System.class) && (name.equals("out") || name.equals("err")))
                || name.equals("printStackTrace")
                || owner.getPackageName().equals("java.util.logging");
        return prints && !isLauncher(access.getOriginOwner());
    });

    /**
     * Sees concatenations with {@code +}. A class named {@code …Query} may compose a statement from its own fixed
     * fragments; it has to be small enough to be read.
     */
    static final ArchCondition<JavaClass> NOT_JOIN_SQL = new ArchCondition<>("not join strings to SQL") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!type.getSimpleName().endsWith("Query") && joinsSql(type)) {
                events.add(SimpleConditionEvent.violated(type, type.getFullName() + " joins strings to SQL"));
            }
        }
    };

    static final ArchCondition<JavaClass> NOT_INJECT_FIELDS = new ArchCondition<>("not inject fields") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getFields().stream()
                    .filter(field -> INJECTING.stream().anyMatch(field::isAnnotatedWith))
                    .forEach(field ->
                            events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is injected")));
        }
    };

    static boolean isGenerated(Location location) {
        return location.matches(
                Pattern.compile(".*/(\\$[^/]*|[^/]*\\$(Intercepted|Definition|Introspection)[^/]*)\\.class"));
    }

    private static boolean isClockBean(JavaAccess<?> access) {
        return access.getOrigin() instanceof JavaMethod method
                && method.getRawReturnType().isEquivalentTo(Clock.class)
                && access.getOriginOwner().getPackageName().startsWith("dev.usher.kernel");
    }

    private static boolean isLauncher(JavaClass type) {
        return type.getSimpleName().endsWith("Main")
                || type.tryGetMethod("main", String[].class).isPresent();
    }

    private static ArchCondition<JavaClass> notAccess(String what, Predicate<JavaAccess<?>> forbidden) {
        return new ArchCondition<>("not " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(forbidden)
                        .forEach(access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
            }
        };
    }

    private static boolean joinsSql(JavaClass type) {
        return ClassFile.of().parse(bytes(type)).methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeDynamicInstruction call
                        && call.bootstrapArgs().stream().anyMatch(CodeRules::isJoinedSql));
    }

    private static boolean isJoinedSql(ConstantDesc argument) {
        return argument instanceof String recipe && JOINED_SQL.matcher(recipe).find();
    }

    private static byte[] bytes(JavaClass type) {
        var source = type.getSource().orElseThrow().getUri();
        try (var in = source.toURL().openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
