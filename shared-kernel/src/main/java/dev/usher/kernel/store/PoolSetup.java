package dev.usher.kernel.store;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets the pool fill itself from a {@link PatientDataSource}. */
@Singleton
final class PoolSetup implements BeanCreatedEventListener<DatasourceConfiguration> {
    private final List<PatientDataSource> sources = new CopyOnWriteArrayList<>();

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        var pool = event.getBean();
        var properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("user", pool.getUsername());
        properties.setProperty("password", pool.getPassword());
        var source = new PatientDataSource(pool.getUrl(), properties);
        sources.add(source);
        pool.setDataSource(source);
        return pool;
    }

    /** The pool asks its filler to end, and does not wait for it. */
    @PreDestroy
    void close() {
        sources.forEach(PatientDataSource::close);
    }
}
