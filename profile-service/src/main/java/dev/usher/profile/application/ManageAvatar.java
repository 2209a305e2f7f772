package dev.usher.profile.application;

import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.Secret;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes and removes the caller's own picture. There is one at a time; the file of the one before goes. */
public final class ManageAvatar {
    /** What became of it. */
    public sealed interface Result {
        /** The profile as it stands now. */
        record Done(Profile profile) implements Result {}

        /** There is no picture to remove. */
        record Missing() implements Result {}

        /** The picture is not the one that the caller expects. */
        record Stale() implements Result {}

        /** There was no profile yet, and the account behind the token is no longer there to make it of. */
        record TokenRefused() implements Result {}
    }

    private final Profiles profiles;
    private final ReadProfile read;
    private final Clock clock;

    public ManageAvatar(Profiles profiles, ReadProfile read, Clock clock) {
        this.profiles = profiles;
        this.read = read;
        this.clock = clock;
    }

    /**
     * @param expected asked with the picture that is about to be replaced, if there is one
     * @param upload takes the new picture's file and stores it; asked only when it is wanted
     */
    public Result changeAvatar(UUID caller, Secret token, Predicate<Optional<UUID>> expected, Supplier<UUID> upload) {
        return switch (read.readProfile(caller, token)) {
            case ReadProfile.Result.TokenRefused() -> new Result.TokenRefused();
            case ReadProfile.Result.Found(var profile) ->
                expected.test(Optional.ofNullable(profile.avatar()))
                        // Stored first: no profile ever points to nothing.
                        ? replace(caller, expected, upload.get())
                        : new Result.Stale();
        };
    }

    /** @param expected asked with the picture that is about to go */
    public Result removeAvatar(UUID caller, Predicate<Optional<UUID>> expected) {
        return profiles.find(caller).filter(profile -> profile.avatar() != null).isPresent()
                ? replace(caller, expected, null)
                : new Result.Missing();
    }

    private Result replace(UUID caller, Predicate<Optional<UUID>> expected, @Nullable UUID file) {
        var found = new AtomicReference<Result>();
        var edit = profiles.edit(caller, version -> true, stored -> {
            var avatar = Optional.ofNullable(stored.avatar());
            var edited = stored;
            if (file == null && avatar.isEmpty()) {
                found.set(new Result.Missing());
            } else if (!expected.test(avatar)) {
                found.set(new Result.Stale());
            } else {
                edited = stored.withAvatar(file, caller, clock.instant());
                found.set(new Result.Done(edited));
            }
            return edited;
        });
        return switch (edit) {
            case Profiles.Edit.Done(var _) -> found.get();
            // Erased in between.
            case Profiles.Edit.Missing(), Profiles.Edit.Stale() -> new Result.TokenRefused();
        };
    }
}
