package io.multigate.registry;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How models are loaded: {@code multigate.load}.
 *
 * @param oracle whether each load also restores the Deeplearning4j network and holds the plan to its answers; without
 * it ND4J's native library is never loaded
 */
public record LoadProperties(@DefaultValue("true") boolean oracle) {}
