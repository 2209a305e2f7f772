package dev.usher.auth.application;

import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.TestAccounts;

class InMemorySecondFactorsTest extends SecondFactorsContract {
    private final SecondFactors factors = new InMemorySecondFactors();

    @Override
    protected SecondFactors factors() {
        return factors;
    }

    @Override
    protected AccountId newAccount() {
        return TestAccounts.newAccount().id();
    }
}
