/**
 * What every module's tests share: real backends, a token issuer, the architecture rules. Published as the test-jar.
 *
 * <p>Nothing here imitates a backend: PostgreSQL, Redis, Kafka and SMTP are the real servers, from Docker where an
 * engine answers and as child processes of the JVM elsewhere.
 */
@NullMarked
package dev.usher.kernel.testing;

import org.jspecify.annotations.NullMarked;
