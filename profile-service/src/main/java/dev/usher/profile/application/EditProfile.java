package dev.usher.profile.application;

import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.ProfileEdit;
import dev.usher.profile.domain.Secret;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Edits the caller's own profile. Without a condition the last write wins; with one, a stale copy changes nothing. */
public final class EditProfile {
    /** What became of it. */
    public sealed interface Result {
        /** The profile as it stands now, changed or not. */
        record Edited(Profile profile) implements Result {}

        /** The profile has another version than the caller expects. */
        record Stale() implements Result {}

        /** There was no profile yet, and the account behind the token is no longer there to make it of. */
        record TokenRefused() implements Result {}
    }

    private final Profiles profiles;
    private final ReadProfile read;
    private final Clock clock;

    public EditProfile(Profiles profiles, ReadProfile read, Clock clock) {
        this.profiles = profiles;
        this.read = read;
        this.clock = clock;
    }

    /** @param expected asked with the version that is about to be edited */
    public Result editProfile(UUID caller, Secret token, LongPredicate expected, ProfileEdit edit) {
        var first = edit(caller, expected, edit);
        if (first instanceof Result.TokenRefused
                && read.readProfile(caller, token) instanceof ReadProfile.Result.Found) {
            return edit(caller, expected, edit);
        }
        return first;
    }

    private Result edit(UUID caller, LongPredicate expected, ProfileEdit edit) {
        return switch (profiles.edit(caller, expected, stored -> stored.edit(edit, caller, clock.instant()))) {
            case Profiles.Edit.Done(var profile) -> new Result.Edited(profile);
            case Profiles.Edit.Stale() -> new Result.Stale();
            case Profiles.Edit.Missing() -> new Result.TokenRefused();
        };
    }
}
