package dev.usher.auth.application;

import dev.usher.auth.application.port.RefreshFamilies;

class InMemoryRefreshFamiliesTest extends RefreshFamiliesContract {
    private final RefreshFamilies families = new InMemoryRefreshFamilies(AuthBench.POLICY);

    @Override
    protected RefreshFamilies families() {
        return families;
    }
}
