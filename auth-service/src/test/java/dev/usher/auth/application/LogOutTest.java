package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogOutTest {
    private final InMemoryAccounts store = new InMemoryAccounts();
    private final InMemoryRefreshFamilies memory = new InMemoryRefreshFamilies(AuthBench.POLICY);
    private final Faulty<RefreshFamilies> families = new Faulty<>(RefreshFamilies.class, memory);
    private final AuthBench auth = new AuthBench(
            store,
            store,
            families.port(),
            new PlainRefreshTokens(),
            new PlainAccessTokens(),
            new CountingPasswordHasher());
    private final SignUp.Result.Registered registered = auth.register();
    private final AccountId user = registered.account().id();
    private final RefreshToken token = registered.tokens().refresh();
    private final SessionId session =
            auth.refreshTokens.read(token).orElseThrow().session();

    @Test
    void by_refresh_token() {
        auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT);
        assertThat(store.ended(session)).contains(Session.End.LOGOUT);
        assertThat(memory.knows(session)).isFalse();
    }

    @Test
    void by_a_refresh_token_that_has_been_replaced() {
        var current = auth.refreshed(token);
        auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT);
        assertThat(auth.refresh(current)).isInstanceOf(RefreshSession.Result.Refused.class);
    }

    @Test
    void by_the_session_of_the_bearer_token() {
        auth.logOut.logOut(Optional.empty(), Optional.of(session), TestAccounts.CLIENT);
        assertThat(store.ended(session)).contains(Session.End.LOGOUT);
    }

    @Test
    void by_the_bearer_token_when_the_refresh_token_is_none() {
        auth.logOut.logOut(Optional.of(new RefreshToken("nonsense")), Optional.of(session), TestAccounts.CLIENT);
        assertThat(store.ended(session)).contains(Session.End.LOGOUT);
    }

    @Test
    void of_a_refresh_token_and_a_bearer_token_both_sessions_end() {
        var other = auth.register();
        auth.logOut.logOut(Optional.of(other.tokens().refresh()), Optional.of(session), TestAccounts.CLIENT);
        assertThat(store.ended(session)).contains(Session.End.LOGOUT);
        assertThat(auth.refresh(other.tokens().refresh())).isInstanceOf(RefreshSession.Result.Refused.class);
    }

    @Test
    void twice_and_with_nothing_at_all() {
        auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT);
        auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT);
        auth.logOut.logOut(Optional.empty(), Optional.empty(), TestAccounts.CLIENT);
        assertThat(store.ended(session)).contains(Session.End.LOGOUT);
        assertThat(store.cutoffs(user)).containsExactly("sid " + session);
    }

    @Test
    void w_15_an_outage_is_told_and_the_retry_succeeds_but_the_session_is_dead_already() {
        families.down();
        assertThatThrownBy(() -> auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT))
                .isInstanceOf(Unavailable.class);
        families.healed();
        auth.assertRefused(token, RefreshSession.Why.ENDED);
        auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT);
        assertThat(store.cutoffs(user)).containsExactly("sid " + session);
    }
}
