/**
 * The fault rig (promises §3). {@link dev.usher.e2e.rig.Rows} is the table of rows, one file a family; each row names its
 * evidence. To add some:
 *
 * <pre>{@code
 * row("F-RD-4", "errors of Redis are outages")
 *         .inSuite("auth-service", "RedisRefreshFamiliesTest", "f_rd_4_")   // a test that a module has anyway
 *         .full(RedisRows::out_of_memory)                                   // a scenario here: Trial -> void, may throw
 * }</pre>
 *
 * A scenario gets a healthy {@link dev.usher.e2e.rig.Rig} ({@code trial.rig()}), breaks something and asserts: whole
 * backends and services by {@code rig.redis().kill()}, {@code pause()}, {@code restore(copy)}, {@code
 * rig.replica(AUTH).kill()}; lines by {@code rig.line(AUTH, REDIS).set(Fault.HANG)}; one message by {@code
 * rig.line(AUTH, POSTGRES).once(moment -> moment.isAnswer("COMMIT"), () -> RESET)}; the mail server by {@code
 * rig.smtp().script(…)}. It calls the services by {@code rig.api()}, which fails the row for any answer that no fault
 * excuses (Z-1, Z-2, Z-6). Afterwards everything is healed, so a scenario heals only what it wants to see recover. {@code
 * trial.note(…)} puts a figure into the report, {@code trial.times(3, 50)} is how often: few by {@code deploy/e2e/run}, many by {@code … full}, {@code
 * trial.random()} follows the printed seed. {@code .fast(…)} runs with every change and has seconds; {@code
 * .full(Setup.of(AUTH).replicas(AUTH, 2).with("NAME", "value"), …)} gets a rig of that kind. Run: {@code deploy/e2e/run full
 * -Dit.test=MatrixIT -Drows=F-RD-4}; logs and ledger are in {@code deploy/e2e/target/rig}.
 */
@NullMarked
package dev.usher.e2e.rig;

import org.jspecify.annotations.NullMarked;
