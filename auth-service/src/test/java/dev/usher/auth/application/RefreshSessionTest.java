package dev.usher.auth.application;

import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SessionId;
import java.util.List;

class RefreshSessionTest extends RefreshSessionContract {
    private static final InMemoryAccounts STORE = new InMemoryAccounts();
    private static final InMemoryRefreshFamilies FAMILIES = new InMemoryRefreshFamilies(AuthBench.POLICY);
    private static final PlainRefreshTokens TOKENS = new PlainRefreshTokens();

    @Override
    protected Accounts accounts() {
        return STORE;
    }

    @Override
    protected Sessions sessions() {
        return STORE;
    }

    @Override
    protected RefreshFamilies families() {
        return FAMILIES;
    }

    @Override
    protected RefreshTokens refreshTokens() {
        return TOKENS;
    }

    @Override
    protected AccessTokens accessTokens() {
        return new PlainAccessTokens();
    }

    @Override
    protected void disable(AccountId id) {
        STORE.disable(id);
    }

    @Override
    protected void delete(AccountId id) {
        STORE.delete(id);
    }

    @Override
    protected List<String> events(AccountId id) {
        return STORE.events(id).stream().map(RefreshSessionTest::type).toList();
    }

    static String type(AccountEvent event) {
        return switch (event) {
            case AccountEvent.SignedUp signedUp -> "user:signup";
            case AccountEvent.PasswordChanged changed -> "user:password-changed";
            case AccountEvent.Disabled disabled -> "user:disabled";
            case AccountEvent.Enabled enabled -> "user:enabled";
            case AccountEvent.Deleted deleted -> "user:deleted";
            case AccountEvent.EmailVerified _ -> "user:email-verified";
            case AccountEvent.ResetRequested _ -> "user:password-reset-requested";
            case AccountEvent.VerificationRequested _ -> "user:email-verification-requested";
            case AccountEvent.AddressTaken _ -> "user:address-taken";
            case AccountEvent.SessionReuseDetected reuse -> "session:reuse-detected";
        };
    }

    @Override
    protected Runnable copy(SessionId session) {
        return FAMILIES.copy(session);
    }
}
