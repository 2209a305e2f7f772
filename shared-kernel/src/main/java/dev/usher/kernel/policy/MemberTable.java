package dev.usher.kernel.policy;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who has which roles, in 30 to 45 bytes each: open addressing without an object for a member. One thread writes; any
 * number of others read, take no lock, and see each member as before or as after a change.
 */
final class MemberTable {
    private static final int SMALLEST = 64;

    /** Slots are filled, never emptied or given to another, so what a reader finds in one is right. */
    private static final class Slots {
        private final int size;
        private final long[] ids;
        private final AtomicReferenceArray<@Nullable RoleSet> roles;
        private final int[] versions;

        Slots(int size) {
            this.size = size;
            this.ids = new long[2 * size];
            this.roles = new AtomicReferenceArray<>(size);
            this.versions = new int[size];
        }

        int home(long high, long low) {
            long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E37_79B9_7F4A_7C15L;
            return (int) (((mixed >>> 32) * size) >>> 32);
        }

        int next(int slot) {
            return slot + 1 == size ? 0 : slot + 1;
        }

        boolean isOf(int slot, long high, long low) {
            return ids[2 * slot] == high && ids[2 * slot + 1] == low;
        }

        /** For the writer: where the member is, or will be. */
        int slot(long high, long low) {
            int slot = home(high, low);
            while (roles.getPlain(slot) != null && !isOf(slot, high, low)) {
                slot = next(slot);
            }
            return slot;
        }

        void set(int slot, long high, long low, int version, RoleSet set) {
            ids[2 * slot] = high;
            ids[2 * slot + 1] = low;
            versions[slot] = version;
            // Last: whoever sees it sees whose it is.
            roles.setRelease(slot, set);
        }
    }

    private volatile Slots slots = new Slots(SMALLEST);
    private int used;
    private final AtomicInteger size = new AtomicInteger();

    RoleSet get(UUID user) {
        long high = user.getMostSignificantBits();
        long low = user.getLeastSignificantBits();
        var now = slots;
        for (int slot = now.home(high, low); ; slot = now.next(slot)) {
            var roles = now.roles.getAcquire(slot);
            if (roles == null) {
                return RoleSet.NONE;
            }
            if (now.isOf(slot, high, low)) {
                return roles;
            }
        }
    }

    /** How many have a role. */
    int size() {
        return size.get();
    }

    /** What it takes in memory: slots of 24 bytes. */
    int slots() {
        return slots.size;
    }

    /** For the writer: what was last said, null when nothing was. */
    @Nullable
    RoleSet last(UUID user) {
        return slots.roles.getPlain(slots.slot(user.getMostSignificantBits(), user.getLeastSignificantBits()));
    }

    /** For the writer: whether something newer was said. Past two thousand million versions all count as equal. */
    boolean isOutdated(UUID user, long version) {
        int slot = slots.slot(user.getMostSignificantBits(), user.getLeastSignificantBits());
        return slots.roles.getPlain(slot) != null && small(version) < slots.versions[slot];
    }

    /** For the writer. */
    void put(UUID user, RoleSet roles, long version) {
        long high = user.getMostSignificantBits();
        long low = user.getLeastSignificantBits();
        int slot = slots.slot(high, low);
        var before = slots.roles.getPlain(slot);
        if (before == null) {
            // Four fifths full at most: else the walk from slot to slot gets long.
            if (++used > slots.size / 5 * 4) {
                grow();
                slot = slots.slot(high, low);
            }
        }
        slots.set(slot, high, low, small(version), roles);
        size.addAndGet((roles.isEmpty() ? 0 : 1) - (before == null || before.isEmpty() ? 0 : 1));
    }

    /** For the writer: they have no roles, whatever the version. */
    void remove(UUID user) {
        long high = user.getMostSignificantBits();
        long low = user.getLeastSignificantBits();
        int slot = slots.slot(high, low);
        var before = slots.roles.getPlain(slot);
        if (before != null) {
            slots.roles.setRelease(slot, RoleSet.GONE);
            size.addAndGet(before.isEmpty() ? 0 : -1);
        }
    }

    /** Into a table that is half full; who is gone stays behind. */
    private void grow() {
        var before = slots;
        int kept = 1;
        for (int slot = 0; slot < before.size; slot++) {
            kept += isKept(before.roles.getPlain(slot)) ? 1 : 0;
        }
        var after = new Slots(Math.max(SMALLEST, kept / 8 * 15));
        for (int slot = 0; slot < before.size; slot++) {
            var roles = before.roles.getPlain(slot);
            if (roles != null && isKept(roles)) {
                long high = before.ids[2 * slot];
                long low = before.ids[2 * slot + 1];
                after.set(after.slot(high, low), high, low, before.versions[slot], roles);
            }
        }
        used = kept;
        slots = after;
    }

    private static boolean isKept(@Nullable RoleSet roles) {
        return roles != null && roles != RoleSet.GONE;
    }

    private static int small(long version) {
        return (int) Math.min(version, Integer.MAX_VALUE);
    }
}
