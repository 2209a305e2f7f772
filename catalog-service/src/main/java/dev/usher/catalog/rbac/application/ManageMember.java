package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Manager;
import dev.usher.catalog.rbac.domain.Member;
import java.time.Clock;
import java.util.UUID;

/** Gives people roles and takes them away. Which roles somebody may manage does not change while this looks at it. */
public final class ManageMember {
    /** What became of it. */
    public enum Result {
        /** It is as wished, now or before. */
        DONE,
        FORBIDDEN,
        NO_ROLE,
        ERASED,
        LAST_SUPER_ADMIN
    }

    private final Entries entries;
    private final Members members;
    private final Clock clock;

    public ManageMember(Entries entries, Members members, Clock clock) {
        this.entries = entries;
        this.members = members;
        this.clock = clock;
    }

    public Result grant(UUID role, UUID user, Manager by) {
        var refusal = refusal(role, by);
        if (refusal != Result.DONE) {
            return refusal;
        }
        return switch (members.grant(new Member(role, user, clock.instant(), by.id()))) {
            case DONE -> Result.DONE;
            case NO_ROLE -> Result.NO_ROLE;
            case ERASED -> Result.ERASED;
        };
    }

    public Result revoke(UUID role, UUID user, Manager by) {
        var refusal = refusal(role, by);
        if (refusal != Result.DONE) {
            return refusal;
        }
        return switch (members.revoke(role, user)) {
            case DONE -> Result.DONE;
            case NO_ROLE -> Result.NO_ROLE;
            case LAST_SUPER_ADMIN -> Result.LAST_SUPER_ADMIN;
        };
    }

    private Result refusal(UUID role, Manager by) {
        return entries.find(Kind.ROLE, role)
                .map(found -> by.mayManage(found) ? Result.DONE : Result.FORBIDDEN)
                .orElse(Result.NO_ROLE);
    }
}
