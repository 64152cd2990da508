package io.multigate.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.multigate.inference.ItemCache;
import io.multigate.inference.PlanCompiler;
import io.multigate.loading.ModelLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryConfiguration.class);

    @Bean
    VersionLoader versionLoader(LoadProperties properties, ItemCacheProperties items) {
        long bytes = items.bytes(Runtime.getRuntime().maxMemory());
        return new ModelLoader(properties.oracle(), new ItemCache(bytes))::load;
    }

    @Bean
    VersionLoads versionLoads(VersionLoader loader, MeterRegistry meters) {
        return new VersionLoads(loader, new ModelMetrics(meters), System::nanoTime);
    }

    @Bean
    ModelRegistry modelRegistry(ModelsProperties properties, VersionLoads loads, MeterRegistry meters) {
        announceKernel(meters);
        ModelRegistry registry = new ModelRegistry(new StartUp(properties, loads).load());
        registry.observe(loads.metrics());
        registry.observe(new ItemMetrics(meters));
        registry.observe(new RetiredItems());
        return registry;
    }

    @Bean
    ModelAdministration modelAdministration(ModelsProperties models, ReloadProperties reload, ModelRegistry registry,
            VersionLoads loads) {
        return new ModelAdministration(models.directory(), reload,
                new Reconciler(models, registry, loads, reload.enabled()));
    }

    private static void announceKernel(MeterRegistry meters) {
        String kernel = PlanCompiler.kernel();
        Gauge.builder("multigate.kernel", () -> 1)
                .tag("kernel", kernel)
                .description("1 for what computes the plans: vectors of so many bits, or plain loops")
                .register(meters);
        if (kernel.equals("plain")) {
            LOG.warn("plans are computed by plain loops, many times slower than with vectors: "
                    + "start the virtual machine with --add-modules=jdk.incubator.vector, "
                    + "on a processor with FMA instructions, with the C2 compiler");
        } else {
            LOG.info("plans are computed by the {} kernel", kernel);
        }
    }

    /** Named for the group of checks behind {@code /readyz}. */
    @Bean
    ModelHealth modelsHealthIndicator(ModelRegistry registry, ModelsProperties properties) {
        return new ModelHealth(registry, properties.required());
    }

}
