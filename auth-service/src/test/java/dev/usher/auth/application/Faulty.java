package dev.usher.auth.application;

import dev.usher.kernel.problem.Unavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts a port behind a line that breaks: on the way to it, or on the way back when it has had its effect. */
public final class Faulty<T> {
    private enum Fault {
        NONE,
        BEFORE,
        AFTER
    }

    private final T port;
    private volatile Fault fault = Fault.NONE;
    private volatile Runnable before = () -> {};

    public Faulty(Class<T> type, T delegate) {
        this.port = type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.run();
                    breakIf(Fault.BEFORE);
                    var result = invoke(delegate, method, arguments);
                    breakIf(Fault.AFTER);
                    return result;
                }));
    }

    private static @Nullable Object invoke(Object delegate, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private void breakIf(Fault kind) {
        if (fault == kind) {
            throw new Unavailable("broken for this test", Duration.ofSeconds(1));
        }
    }

    public T port() {
        return port;
    }

    /** Calls fail and have no effect. */
    public void down() {
        fault = Fault.BEFORE;
    }

    /** Calls have their effect, and nobody hears of it. */
    public void deaf() {
        fault = Fault.AFTER;
    }

    public void healed() {
        fault = Fault.NONE;
    }

    /** Done once, right before the next call. */
    public void beforeNext(Runnable action) {
        before = () -> {
            before = () -> {};
            action.run();
        };
    }
}
