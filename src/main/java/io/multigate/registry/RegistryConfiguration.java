package io.multigate.registry;

import io.micrometer.core.instrument.MeterRegistry;
import io.multigate.loading.ModelLoader;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    @Bean
    VersionLoader versionLoader(LoadProperties properties) {
        return new ModelLoader(properties.oracle())::load;
    }

    @Bean
    ModelRegistry modelRegistry(ModelsProperties properties, VersionLoader loader, MeterRegistry meters) {
        ModelMetrics metrics = new ModelMetrics(meters);
        ModelRegistry registry = new ModelRegistry(new StartUp(properties, loader, metrics).load());
        registry.observe(metrics);
        return registry;
    }

    /** Named for the group of checks behind {@code /readyz}. */
    @Bean
    ModelHealth modelsHealthIndicator(ModelRegistry registry, ModelsProperties properties) {
        return new ModelHealth(registry, properties.required());
    }

}
