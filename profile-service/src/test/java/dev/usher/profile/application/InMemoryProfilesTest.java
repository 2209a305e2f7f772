package dev.usher.profile.application;

import dev.usher.profile.application.port.Profiles;
import java.util.List;
import java.util.UUID;

class InMemoryProfilesTest extends ProfilesContract {
    private final InMemoryProfiles profiles = new InMemoryProfiles();

    @Override
    protected Profiles profiles() {
        return profiles;
    }

    @Override
    protected List<Told> told(UUID userId) {
        return profiles.told().stream()
                .map(told -> new Told(
                        told.userId(),
                        told.data().firstName(),
                        told.data().lastName(),
                        told.data().locale(),
                        told.version()))
                .toList();
    }
}
