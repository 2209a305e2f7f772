package dev.usher.profile.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.ProfilesContract;
import dev.usher.profile.application.port.Profiles;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class PostgresProfilesTest extends ProfilesContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected Profiles profiles() {
        return ProfileApp.running().bean(Profiles.class);
    }

    @Override
    protected List<Told> told(UUID userId) {
        var told = new ArrayList<Told>();
        try (var connection = ProfileApp.running().database().dataSource().getConnection();
                var select = connection.prepareStatement(
                        "select type, source, data from outbox where key = ? order by seq")) {
            select.setString(1, userId.toString());
            var rows = select.executeQuery();
            while (rows.next()) {
                assertThat(rows.getString("type")).isEqualTo("profile:changed");
                assertThat(rows.getString("source")).isEqualTo("/profile-service");
                told.add(told(JSON.readTree(rows.getBytes("data"))));
            }
        } catch (SQLException | IOException failure) {
            throw new AssertionError(failure);
        }
        return told;
    }

    private static Told told(JsonNode data) {
        return new Told(
                UUID.fromString(data.required("user_id").textValue()),
                data.required("first_name").textValue(),
                data.required("last_name").textValue(),
                data.required("locale").textValue(),
                data.required("version").longValue());
    }
}
