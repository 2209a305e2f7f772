package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PersonName;
import java.util.Optional;

/** Keeps the name and language of an account as its owner edits them in the profile. May be repeated and reordered. */
public final class FollowProfile {
    private final Accounts accounts;

    public FollowProfile(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * @param locale empty when the profile names none
     * @param version of the profile; grows with every edit, from 1
     */
    public void follow(AccountId user, PersonName name, Optional<LanguageTag> locale, long version) {
        accounts.follow(user, name, locale, version);
    }
}
