package dev.usher.notification.application;

import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.ParkReason;
import dev.usher.notification.domain.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger that forgets everything with the process. Leases run on the machine's clock, as those of the database do. */
public final class InMemoryLedger implements Ledger {
    private record Row(Notification mail, @Nullable UUID lease, Instant leaseUntil) {}

    private final Map<UUID, Instant> parkedAt = new HashMap<>();
    private final Set<UUID> erased = new HashSet<>();

    private static final Duration SPARE = Duration.ofSeconds(2);

    private final Clock leaseClock = Clock.systemUTC();
    private final Map<UUID, Row> rows = new LinkedHashMap<>();
    private @Nullable RuntimeException outage;

    /** While set, everything fails with it. */
    public synchronized void fail(@Nullable RuntimeException with) {
        outage = with;
    }

    private void check() {
        if (outage != null) {
            throw outage;
        }
    }

    @Override
    public synchronized boolean add(Notification added) {
        check();
        if (added.userId() != null && erased.contains(added.userId())) {
            return false;
        }
        if (rows.values().stream()
                .anyMatch(row ->
                        row.mail().origin().equals(added.origin()) && row.mail().kind() == added.kind())) {
            return false;
        }
        rows.put(added.id(), new Row(added, null, Instant.MIN));
        parkedAt.put(added.id(), added.createdAt());
        return true;
    }

    @Override
    public synchronized List<Claim> claim(Lane last, Set<String> except, int limit, Duration lease, Instant now) {
        check();
        var token = UUID.randomUUID();
        var until = leaseClock.instant().plus(lease);
        return rows.values().stream()
                .map(Row::mail)
                .filter(mail -> mail.status() == Status.PENDING && !dueAt(mail).isAfter(now))
                .filter(mail -> mail.kind().lane().compareTo(last) <= 0)
                .filter(mail -> !except.contains(mail.domain()))
                .map(mail -> new Claim(mail, token))
                .sorted(Claim.ORDER)
                .limit(limit)
                .map(Claim::mail)
                .toList()
                .stream()
                .map(mail -> {
                    var claimed =
                            with(mail, Status.SENDING, mail.attempts(), mail.nextAttemptAt(), mail.lastError(), null);
                    rows.put(mail.id(), new Row(claimed, token, until));
                    return new Claim(claimed, token);
                })
                .toList();
    }

    private static Instant dueAt(Notification mail) {
        return Objects.requireNonNull(mail.nextAttemptAt());
    }

    @Override
    public synchronized boolean holds(Claim claim) {
        check();
        return leased(claim)
                .filter(row -> row.leaseUntil().isAfter(leaseClock.instant().plus(SPARE)))
                .isPresent();
    }

    @Override
    public synchronized void renew(Collection<Claim> claims, Duration lease) {
        check();
        var until = leaseClock.instant().plus(lease);
        claims.forEach(claim ->
                leased(claim).ifPresent(row -> rows.put(row.mail().id(), new Row(row.mail(), row.lease(), until))));
    }

    @Override
    public synchronized void release(Collection<Claim> claims, @Nullable String error) {
        check();
        claims.forEach(claim -> leased(claim).ifPresent(row -> {
            var mail = row.mail();
            var released = with(
                    mail,
                    Status.PENDING,
                    mail.attempts(),
                    mail.nextAttemptAt(),
                    error == null ? mail.lastError() : error,
                    null);
            rows.put(mail.id(), new Row(released, null, Instant.MIN));
        }));
    }

    @Override
    public synchronized boolean sent(Claim claim, Instant at) {
        check();
        if (claim.mail().kind() == Kind.ACCOUNT_DELETED) {
            return known(claim).map(row -> rows.remove(row.mail().id())).isPresent();
        }
        return finish(claim, Status.SENT, null, null, at);
    }

    @Override
    public synchronized boolean retry(Claim claim, Instant nextAttemptAt, String error) {
        check();
        return finish(claim, Status.PENDING, nextAttemptAt, error, null);
    }

    @Override
    public synchronized boolean park(Claim claim, ParkReason reason, String error, Instant at) {
        check();
        parkedAt.put(claim.mail().id(), at);
        return finish(claim, Status.PARKED, null, error, null);
    }

    private boolean finish(
            Claim claim,
            Status status,
            @Nullable Instant nextAttemptAt,
            @Nullable String error,
            @Nullable Instant sentAt) {
        var row = known(claim);
        row.ifPresent(found -> {
            var mail = found.mail();
            rows.put(
                    mail.id(),
                    new Row(with(mail, status, mail.attempts() + 1, nextAttemptAt, error, sentAt), null, Instant.MIN));
        });
        return row.isPresent();
    }

    @Override
    public synchronized void erase(UUID user, String address) {
        check();
        erased.add(user);
        rows.values()
                .removeIf(row -> row.mail().userId() == null
                        ? row.mail().recipient().equalsIgnoreCase(address)
                                && row.mail().kind() != Kind.ACCOUNT_DELETED
                        : user.equals(row.mail().userId()));
    }

    @Override
    public synchronized int forgetFarewells(Instant parkedBefore) {
        check();
        var old = rows.values().stream()
                .map(Row::mail)
                .filter(mail -> mail.status() == Status.PARKED && mail.kind() == Kind.ACCOUNT_DELETED)
                .map(Notification::id)
                .filter(id -> parkedSince(id).isBefore(parkedBefore))
                .toList();
        old.forEach(rows::remove);
        return old.size();
    }

    @Override
    public synchronized boolean redrive(UUID id, Instant now) {
        check();
        var mail = Optional.ofNullable(rows.get(id))
                .map(Row::mail)
                .filter(found -> found.status() == Status.PENDING || found.status() == Status.PARKED);
        mail.ifPresent(found -> {
            var due = found.nextAttemptAt() == null || found.nextAttemptAt().isAfter(now) ? now : found.nextAttemptAt();
            var pending = with(found, Status.PENDING, found.attempts(), due, found.lastError(), null);
            rows.put(id, new Row(pending, null, Instant.MIN));
        });
        return mail.isPresent();
    }

    @Override
    public synchronized int redrive(@Nullable Kind kind, Instant parkedBefore, int limit, Instant now) {
        check();
        var parked = rows.values().stream()
                .map(Row::mail)
                .filter(mail -> mail.status() == Status.PARKED)
                .filter(mail -> kind == null || mail.kind() == kind)
                .map(Notification::id)
                .filter(id -> parkedSince(id).isBefore(parkedBefore))
                .sorted(Comparator.comparing(this::parkedSince))
                .limit(limit)
                .toList();
        parked.forEach(id -> redrive(id, now));
        return parked.size();
    }

    private Instant parkedSince(UUID id) {
        return Objects.requireNonNull(parkedAt.get(id));
    }

    @Override
    public synchronized int reclaim() {
        check();
        var ended = rows.values().stream()
                .filter(row -> row.mail().status() == Status.SENDING
                        && !row.leaseUntil().isAfter(leaseClock.instant()))
                .toList();
        ended.forEach(row -> {
            var mail = row.mail();
            var pending = with(mail, Status.PENDING, mail.attempts(), mail.nextAttemptAt(), mail.lastError(), null);
            // The lease stays known: until somebody else claims the mail, its old sender may still say that it was
            // sent.
            rows.put(mail.id(), new Row(pending, row.lease(), Instant.MIN));
        });
        return ended.size();
    }

    @Override
    public synchronized Optional<Notification> find(UUID id) {
        check();
        return Optional.ofNullable(rows.get(id)).map(Row::mail);
    }

    @Override
    public synchronized Page<Notification> list(Filter filter, PageRequest page) {
        check();
        var found =
                matching(filter, page.sort().isEmpty() || page.sort().getFirst().descending());
        return new Page<>(found.stream().skip(page.offset()).limit(page.size()).toList(), found.size());
    }

    private List<Notification> matching(Filter filter, boolean newestFirst) {
        var order = Comparator.comparing(Notification::createdAt).thenComparing(Notification::id);
        return rows.values().stream()
                .map(Row::mail)
                .filter(mail -> filter.status() == null || mail.status() == filter.status())
                .filter(mail -> filter.kind() == null || mail.kind() == filter.kind())
                .filter(mail -> filter.recipient() == null || mail.recipient().equalsIgnoreCase(filter.recipient()))
                .sorted(newestFirst ? order.reversed() : order)
                .toList();
    }

    @Override
    public synchronized List<Notification> after(Filter filter, Place place, boolean newestFirst, int limit) {
        check();
        return matching(filter, newestFirst).stream()
                .dropWhile(mail -> !mail.id().equals(place.id()))
                .skip(1)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Notification> about(UUID user, int limit) {
        check();
        return rows.values().stream()
                .map(Row::mail)
                .filter(mail -> user.equals(mail.userId()))
                .sorted(Comparator.comparing(Notification::createdAt)
                        .thenComparing(Notification::id)
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Backlog backlog() {
        check();
        var parts = new ArrayList<Backlog.Part>();
        for (var lane : Lane.values()) {
            for (var status : List.of(Status.PENDING, Status.SENDING, Status.PARKED)) {
                var mails = rows.values().stream()
                        .map(Row::mail)
                        .filter(mail -> mail.kind().lane() == lane && mail.status() == status)
                        .toList();
                mails.stream()
                        .map(Notification::createdAt)
                        .min(Comparator.naturalOrder())
                        .ifPresent(oldest -> parts.add(new Backlog.Part(lane, status, mails.size(), oldest)));
            }
        }
        return new Backlog(parts);
    }

    private Optional<Row> leased(Claim claim) {
        return known(claim).filter(row -> row.mail().status() == Status.SENDING);
    }

    private Optional<Row> known(Claim claim) {
        return Optional.ofNullable(rows.get(claim.mail().id()))
                .filter(row -> claim.lease().equals(row.lease()));
    }

    private static Notification with(
            Notification mail,
            Status status,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String lastError,
            @Nullable Instant sentAt) {
        return new Notification(
                mail.id(),
                mail.kind(),
                mail.recipient(),
                mail.userId(),
                mail.locale(),
                mail.model(),
                status,
                attempts,
                nextAttemptAt,
                lastError,
                mail.origin(),
                mail.expiresAt(),
                mail.messageId(),
                mail.createdAt(),
                sentAt);
    }
}
