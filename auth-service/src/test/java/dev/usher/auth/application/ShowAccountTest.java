package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PersonName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowAccountTest {
    private final InMemoryAccounts store = new InMemoryAccounts();
    private final AuthBench auth = AuthBench.inMemory(store, new CountingPasswordHasher());
    private final Account account = auth.register().account();

    @Test
    void shows_the_account() {
        assertThat(auth.showAccount.show(account.id(), 0)).contains(account);
    }

    @Test
    void shows_what_the_profile_says_by_now() {
        auth.followProfile.follow(account.id(), new PersonName("Ada", "King"), Optional.of(LanguageTag.of("fr")), 1);
        var shown = auth.showAccount.show(account.id(), 0).orElseThrow();
        assertThat(shown.name()).isEqualTo(new PersonName("Ada", "King"));
        assertThat(shown.locale()).isEqualTo(LanguageTag.of("fr"));
    }

    @Test
    void shows_nothing_to_a_dead_token() {
        store.disable(account.id());
        assertThat(auth.showAccount.show(account.id(), 9)).isEmpty();
        store.delete(account.id());
        assertThat(auth.showAccount.show(account.id(), 9)).isEmpty();
    }
}
