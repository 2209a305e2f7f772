package dev.usher.local;

import dev.usher.local.Seller.Shelved;
import dev.usher.local.dataset.DataSet;
import dev.usher.local.dataset.Product;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts one product into the catalogue, and then its images one after the other: as many as it has are the first ones, so
 * that whoever is interrupted can go on. What an unanswered call did is asked, not guessed, so that nothing comes twice.
 */
final class ProductUpload {
    /** In a row without any progress: more than a minute, as a service takes half of one to start on a busy machine. */
    private static final int ATTEMPTS = 40;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ApiClient gateway;
    private final DataSet data;
    private final LoadFigures figures;
    private final Seller seller;
    private final Product product;
    private @Nullable Shelved shelved;
    private int failures;

    /** @param shelved what there is of it; null for nothing */
    ProductUpload(
            ApiClient gateway,
            DataSet data,
            LoadFigures figures,
            Seller seller,
            Product product,
            @Nullable Shelved shelved) {
        this.gateway = gateway;
        this.data = data;
        this.figures = figures;
        this.seller = seller;
        this.product = product;
        this.shelved = shelved;
    }

    /**
     * Returns when all of it is there.
     *
     * @throws ApiClient.Surprise when that cannot be
     */
    void run() throws InterruptedException {
        while (true) {
            try {
                if (failures > 0) {
                    look();
                }
                complete();
                return;
            } catch (ApiClient.NotNow e) {
                figures.again();
                if (++failures == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(pause(e.retryAfter()).toNanos());
            }
        }
    }

    private Duration pause(Duration askedFor) {
        var own = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        var longer = own.compareTo(askedFor) > 0 ? own : askedFor;
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void look() {
        var before = shelved;
        shelved = before == null
                ? seller.latest(product.name())
                : Shelved.from(gateway.get("/v1/products/" + before.id(), null)
                        .expect(200)
                        .json());
        figures.found(before, shelved);
    }

    private void complete() {
        var there = shelved;
        if (there == null) {
            there = create();
        }
        while (there.images() < DataSet.IMAGES) {
            there = addImage(there);
        }
    }

    private Shelved create() {
        var startedAt = System.nanoTime();
        var answer = send(token -> gateway.post(
                "/v1/products",
                token,
                Map.of(
                        "name", product.name(),
                        "description", product.description(),
                        "category", product.category(),
                        "price", Map.of("amount", product.amount(), "currency", product.currency()),
                        "stock", product.stock())));
        figures.product(System.nanoTime() - startedAt);
        return progress(Shelved.from(answer.json()));
    }

    private Shelved addImage(Shelved there) {
        var image = data.image(product, there.images());
        var startedAt = System.nanoTime();
        send(token -> gateway.upload("/v1/products/" + there.id() + "/images", token, image));
        figures.image(System.nanoTime() - startedAt, image.bytes().length);
        return progress(new Shelved(there.id(), there.images() + 1));
    }

    private Shelved progress(Shelved now) {
        failures = 0;
        shelved = now;
        return now;
    }

    /** The role may be a moment younger than what the service knows, and the token older than it should be. */
    private ApiClient.Answer send(Function<String, ApiClient.Answer> call) {
        var token = seller.token();
        var answer = call.apply(token);
        if (answer.status() == 401 || answer.status() == 403) {
            seller.refused(token);
            throw new ApiClient.NotNow(answer.request() + " answered " + answer.status(), Duration.ZERO);
        }
        return answer.expect(201);
    }
}
