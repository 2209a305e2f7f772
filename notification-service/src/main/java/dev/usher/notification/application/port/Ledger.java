package dev.usher.notification.application.port;

import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.ParkReason;
import dev.usher.notification.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every mail that was ever asked for. Every method is one atomic change.
 *
 * <p>A mail is sent by whoever holds its lease. What comes of an attempt is written under that lease: when it was lost
 * to another sender meanwhile, nothing is written and the answer is false.
 */
public interface Ledger {
    /** A mail that is ours to send until its lease ends; {@code lease} is new with every claim. */
    record Claim(Notification mail, UUID lease) {
        /** In which mails are sent: lane by lane, in each the oldest due first. */
        public static final Comparator<Claim> ORDER = Comparator.comparing(
                        (Claim claim) -> claim.mail().kind().lane())
                .thenComparing(claim -> claim.mail().nextAttemptAt(), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(claim -> claim.mail().id())
                .thenComparing(Claim::lease);
    }

    /** What a list is narrowed to; null means any. Recipients are compared without regard to case. */
    record Filter(
            @Nullable Status status,
            @Nullable Kind kind,
            @Nullable String recipient) {}

    /** What is not sent, by lane and state; where there is no such mail there is no part. */
    record Backlog(List<Part> parts) {
        /** @param oldest when the oldest of them was asked for */
        public record Part(Lane lane, Status status, long mails, Instant oldest) {
            boolean isParked() {
                return status == Status.PARKED;
            }
        }

        /** Mails that wait or are being sent. */
        public long depth() {
            return parts.stream()
                    .filter(part -> !part.isParked())
                    .mapToLong(Part::mails)
                    .sum();
        }

        public long mails(Lane lane, Status status) {
            return parts.stream()
                    .filter(part -> part.lane() == lane && part.status() == status)
                    .mapToLong(Part::mails)
                    .sum();
        }

        /** When the oldest mail of this lane that waits or is being sent was asked for; empty when there is none. */
        public Optional<Instant> oldest(Lane lane) {
            return parts.stream()
                    .filter(part -> part.lane() == lane && !part.isParked())
                    .map(Part::oldest)
                    .min(Comparator.naturalOrder());
        }
    }

    /**
     * Adds a mail, with the caller's transaction if there is one. False if its event has one of this kind already, or if
     * its user was erased; then nothing changes.
     */
    boolean add(Notification notification);

    /**
     * Leases mails that are due, in {@link Claim#ORDER}. A mail goes to one caller only, however many ask at the same
     * time.
     *
     * @param last none of a later lane
     * @param except none to one of these {@link Notification#domain domains}
     */
    List<Claim> claim(Lane last, Set<String> except, int limit, Duration lease, Instant now);

    /** True if the lease is ours and is not about to end. */
    boolean holds(Claim claim);

    /** Lets the leases that are still ours end {@code lease} from now. */
    void renew(Collection<Claim> claims, Duration lease);

    /** Gives mails back as they were: due, no attempt counted. {@code error}, if any, tells an operator why. */
    void release(Collection<Claim> claims, @Nullable String error);

    /** The mail server took it. A farewell is not kept: nothing about its reader is. */
    boolean sent(Claim claim, Instant at);

    /** An attempt failed; the next one is due at {@code nextAttemptAt}. */
    boolean retry(Claim claim, Instant nextAttemptAt, String error);

    /** Given up; no further attempt. */
    boolean park(Claim claim, ParkReason reason, String error, Instant at);

    /**
     * Deletes every mail about a user, waiting ones included, which are not sent any more, and those that went to the
     * address without naming an account. None about this user is ever added again. Farewells stay.
     */
    void erase(UUID user, String address);

    /** Deletes farewells that were given up before this time. Returns how many. */
    int forgetFarewells(Instant parkedBefore);

    /** Makes a mail due now that is parked or waits for a later attempt. False for any other. */
    boolean redrive(UUID id, Instant now);

    /**
     * Makes parked mails due now, those parked first.
     *
     * @param kind null for any
     * @return how many
     */
    int redrive(@Nullable Kind kind, Instant parkedBefore, int limit, Instant now);

    /** Makes mails due again whose sender let the lease end: it is dead or stuck. Returns how many. */
    int reclaim();

    Optional<Notification> find(UUID id);

    /** Newest first, or sorted by {@code created_at}. */
    Page<Notification> list(Filter filter, PageRequest page);

    /** What follows in a list of {@link #list}; its cost does not grow with depth. */
    List<Notification> after(Filter filter, Place place, boolean newestFirst, int limit);

    /** Where a mail stands in a list. */
    record Place(Instant createdAt, UUID id) {
        public static Place of(Notification mail) {
            return new Place(mail.createdAt(), mail.id());
        }
    }

    /** All about a user, newest first. */
    List<Notification> about(UUID user, int limit);

    Backlog backlog();
}
