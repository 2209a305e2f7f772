package dev.usher.kernel.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.BootstrapContextCompatible;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.jackson.ObjectMapperFactory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Makes Micronaut read and write bodies as {@link Json#strict()} does; its own default takes almost anything. */
@Factory
final class JsonWiring {
    @Singleton
    @Primary
    @Named("json")
    @BootstrapContextCompatible
    @Replaces(value = ObjectMapper.class, factory = ObjectMapperFactory.class)
    ObjectMapper objectMapper() {
        return Json.strict();
    }
}
