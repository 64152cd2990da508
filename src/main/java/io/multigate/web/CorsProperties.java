package io.multigate.web;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which web pages of other origins may call from a browser: {@code multigate.cors}.
 *
 * @param origins such as {@code https://shop.example}; none unless given
 */
public record CorsProperties(@DefaultValue List<String> origins) {

    public CorsProperties {
        origins = List.copyOf(origins);
        for (String origin : origins) {
            if (!origin.matches("https?://[^/*?#\\s]+")) {
                throw new IllegalArgumentException("multigate.cors.origins holds '" + origin
                        + "'; an origin is a scheme and a host, such as https://shop.example");
            }
        }
    }

}
