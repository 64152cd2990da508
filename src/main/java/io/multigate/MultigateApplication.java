package io.multigate;

import io.multigate.registry.ItemCacheProperties;
import io.multigate.registry.LoadProperties;
import io.multigate.registry.ModelsProperties;
import io.multigate.registry.ReloadProperties;
import io.multigate.scoring.AdmissionProperties;
import io.multigate.scoring.SlowProperties;
import io.multigate.web.CorsProperties;
import io.multigate.web.LimitsProperties;
import io.multigate.web.SecurityProperties;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The service. Each room configures its own beans; this class hands each its part of the configuration. Room
 * {@code web} says itself which paths Spring Security guards.
 */
@SpringBootApplication(proxyBeanMethods = false, exclude = SecurityFilterAutoConfiguration.class)
@EnableConfigurationProperties(MultigateProperties.class)
public class MultigateApplication {

    @Bean
    ModelsProperties modelsProperties(MultigateProperties properties) {
        return properties.models();
    }

    @Bean
    LoadProperties loadProperties(MultigateProperties properties) {
        return properties.load();
    }

    @Bean
    ReloadProperties reloadProperties(MultigateProperties properties) {
        return properties.reload();
    }

    @Bean
    ItemCacheProperties itemCacheProperties(MultigateProperties properties) {
        return properties.itemCache();
    }

    @Bean
    AdmissionProperties admissionProperties(MultigateProperties properties) {
        return properties.admission();
    }

    @Bean
    SlowProperties slowProperties(MultigateProperties properties) {
        return properties.slow();
    }

    @Bean
    LimitsProperties limitsProperties(MultigateProperties properties) {
        return properties.limits();
    }

    @Bean
    CorsProperties corsProperties(MultigateProperties properties) {
        return properties.cors();
    }

    @Bean
    SecurityProperties securityProperties(MultigateProperties properties) {
        return properties.security();
    }

}
