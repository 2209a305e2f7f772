package dev.usher.local;

import dev.usher.local.ServiceEnvironment.BootstrapAdmin;
import dev.usher.local.dataset.DataSet;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Loads the data set through the gateway as its sellers would, a few products at a time. What is there already stays as it
 * is, so a load that was interrupted is finished by the next one.
 */
final class ProductLoad {
    private static final int WORKERS = Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 16);

    private final ApiClient gateway;
    private final BootstrapAdmin admin;
    private final DataSet data;
    private final List<Seller> sellers;
    private final LoadFigures figures = new LoadFigures();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /** @param sellerPassword of all sellers, the same each time */
    ProductLoad(String gateway, BootstrapAdmin admin, String sellerPassword, DataSet data) {
        this.gateway = new ApiClient(gateway);
        this.admin = admin;
        this.data = data;
        this.sellers = Seller.all(this.gateway, sellerPassword);
    }

    /**
     * True when every product and every image is there.
     *
     * @param live a person is watching {@code out}
     */
    boolean run(PrintStream out, boolean live) {
        out.println("\nLoading the products, sold by "
                + String.join(", ", sellers.stream().map(Seller::email).toList()) + ":");
        try {
            var uploads = uploads();
            var count = data.products().size();
            var progress = new LoadProgress(out, live, figures, count, count * DataSet.IMAGES);
            try (progress) {
                work(uploads);
            }
            out.println(figures.summary(progress.elapsed()));
        } catch (ApiClient.Surprise e) {
            failure.compareAndSet(null, e);
        }
        var failed = failure.get();
        if (failed != null) {
            out.println("The products are not all there. " + failed.getMessage());
        }
        return failed == null;
    }

    private Queue<ProductUpload> uploads() {
        var session = gateway.post("/v1/login", null, Map.of("email", admin.email(), "password", admin.password()))
                .expect(200)
                .json()
                .path("access_token")
                .asText();
        var role = sellerRole(session);
        for (var seller : sellers) {
            seller.appear(session, role);
        }
        var shelves = sellers.stream().map(Seller::products).toList();
        var uploads = new ConcurrentLinkedQueue<ProductUpload>();
        for (var product : data.products()) {
            var turn = product.number() % sellers.size();
            var shelved = shelves.get(turn).get(product.name());
            figures.found(null, shelved);
            if (shelved == null || shelved.images() < DataSet.IMAGES) {
                uploads.add(new ProductUpload(gateway, data, figures, sellers.get(turn), product, shelved));
            }
        }
        return uploads;
    }

    private String sellerRole(String session) {
        for (var role : gateway.get("/v1/roles?name=seller&size=100", session)
                .expect(200)
                .json()
                .path("items")) {
            if (role.path("name").asText().equals("seller")) {
                return role.path("id").asText();
            }
        }
        throw new ApiClient.Surprise("there is no role seller");
    }

    /** Until there is no more to do, or something cannot be done. */
    private void work(Queue<ProductUpload> uploads) {
        var workers = new ArrayList<Thread>();
        for (var i = 0; i < WORKERS; i++) {
            workers.add(Thread.ofPlatform().daemon().name("load-", i).start(() -> drain(uploads)));
        }
        try {
            for (var worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiClient.Surprise("interrupted");
        }
    }

    private void drain(Queue<ProductUpload> uploads) {
        try {
            for (var next = uploads.poll(); next != null && failure.get() == null; next = uploads.poll()) {
                next.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A bug ends the load, too, rather than only its thread.
            failure.compareAndSet(null, e);
        }
    }
}
