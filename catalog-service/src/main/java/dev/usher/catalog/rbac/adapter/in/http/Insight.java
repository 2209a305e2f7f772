package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.kernel.policy.Permissions;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.token.Caller;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.stream.Stream;

/** Who may see what people are and may do: everybody of themselves, whoever has {@code access:read} of all. */
@Singleton
final class Insight {
    private static final String ALL = "access:read";

    private final Permissions permissions;

    Insight(Permissions permissions) {
        this.permissions = permissions;
    }

    /** Refuses a caller who asks for what is not theirs to see. What is one's own is there without the policy too. */
    void require(Caller caller, Stream<UUID> users) {
        if (!users.allMatch(caller.userId()::equals) && !permissions.allowed(caller, ALL)) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "This is somebody else's.");
        }
    }
}
