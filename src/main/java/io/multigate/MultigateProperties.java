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

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code multigate}. One record binds the whole tree, so that a misspelt key anywhere below it stops
 * the start instead of being passed over.
 *
 * @param models which models serve
 * @param load how models are loaded
 * @param reload how the model directory is followed
 * @param itemCache what plans keep from one request to the next
 * @param admission how many calls are inside at once and how long each may take
 * @param slow which calls are kept and logged as slow
 * @param limits what one request may hold
 * @param cors which web pages of other origins may call
 * @param security who may call
 */
@ConfigurationProperties(prefix = "multigate", ignoreUnknownFields = false)
public record MultigateProperties(@NestedConfigurationProperty @DefaultValue ModelsProperties models,
        @NestedConfigurationProperty @DefaultValue LoadProperties load,
        @NestedConfigurationProperty @DefaultValue ReloadProperties reload,
        @NestedConfigurationProperty @DefaultValue ItemCacheProperties itemCache,
        @NestedConfigurationProperty @DefaultValue AdmissionProperties admission,
        @NestedConfigurationProperty @DefaultValue SlowProperties slow,
        @NestedConfigurationProperty @DefaultValue LimitsProperties limits,
        @NestedConfigurationProperty @DefaultValue CorsProperties cors,
        @NestedConfigurationProperty @DefaultValue SecurityProperties security) {}
