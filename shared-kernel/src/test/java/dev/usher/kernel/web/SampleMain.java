package dev.usher.kernel.web;

/** A service of its own process. */
final class SampleMain {
    private SampleMain() {}

    public static void main(String[] args) {
        ServiceMain.run(
                "sample-service", SampleMain.class, args, "DATABASE_URL", "DATABASE_USERNAME", "ISSUER", "AUDIENCE");
    }
}
