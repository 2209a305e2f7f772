/**
 * Who may do what, answered in process: every service reads all roles and all members ({@code rbac:role}, {@code
 * rbac:member}, both compacted) into its memory and asks {@link dev.usher.kernel.policy.Permissions}; nothing remote is
 * asked. A change holds everywhere as soon as it has been read, so no role is frozen in a token. How far behind that may be
 * is the metric {@code usher_policy_feed_age_seconds}; past {@code POLICY_FEED_LIMIT} nothing is allowed, and the answer is
 * 503 {@code authorization-unavailable}.
 */
@NullMarked
package dev.usher.kernel.policy;

import org.jspecify.annotations.NullMarked;
