package dev.usher.e2e.rig;

import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Api.Reply;

/** Somebody with a session, who keeps the newest tokens that they were given and asks again when nobody knows (S-27). */
final class Holder {
    private final Api api;
    private final Person person;
    private String refreshToken = "";
    private String accessToken = "";

    private Holder(Api api, Person person) {
        this.api = api;
        this.person = person;
    }

    /** Asks again while nobody knows. @throws IllegalStateException when the sign-up is refused */
    static Holder signUp(Api api, String kind) {
        var holder = new Holder(api, Person.fresh(kind));
        var reply = Checks.patiently(() -> api.signUp(holder.person));
        if (!reply.ok()) {
            throw new IllegalStateException("sign-up: " + reply);
        }
        holder.take(reply);
        return holder;
    }

    private Reply take(Reply reply) {
        if (reply.ok()) {
            refreshToken = reply.text("refresh_token");
            accessToken = reply.text("access_token");
        }
        return reply;
    }

    Person person() {
        return person;
    }

    String refreshToken() {
        return refreshToken;
    }

    String accessToken() {
        return accessToken;
    }

    Reply refresh() {
        return take(api.refresh(person.email(), refreshToken));
    }

    Reply logIn() {
        return take(api.logIn(person));
    }

    Reply logOut() {
        return api.logOut(person.email(), refreshToken);
    }
}
