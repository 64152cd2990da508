package io.multigate.web;

import java.util.ArrayList;
import java.util.List;

import io.multigate.scoring.RejectionMetrics;
import io.multigate.security.ApiKeys;
import io.multigate.security.Role;
import jakarta.servlet.DispatcherType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;

import static org.springframework.security.oauth2.core.authorization.OAuth2AuthorizationManagers.hasScope;

/** Keys and tokens on the API's own paths. Probes, Swagger UI and the API's description stay open to all. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    /** After the request's id is known and a page's origin is allowed, before anything of the call is looked at. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 30;

    @Bean
    Callers callers(SecurityProperties properties, ObjectProvider<JwtDecoder> tokens) {
        List<AuthenticationProvider> ways = new ArrayList<>();
        ApiKeys keys = properties.apiKeys();
        if (!keys.isEmpty()) {
            ways.add(new BearerOfKey(keys));
        }
        boundWaits();
        tokens.ifAvailable((decoder) -> {
            BearerOfToken bearer = new BearerOfToken(decoder);
            bearer.askAhead();
            ways.add(bearer);
        });
        boolean issuer = tokens.getIfAvailable() != null;
        LOG.info("scoring is {}, administration is {}", openTo(keys.names(Role.SCORE), issuer, "open to all"),
                openTo(keys.names(Role.ADMIN), issuer, "closed"));
        return new Callers(ways, issuer || !keys.names(Role.SCORE).isEmpty());
    }

    /** Logged, for a misspelt variable of the environment is no error: here an operator sees which keys count. */
    private static String openTo(List<String> keys, boolean issuer, String unconfigured) {
        if (keys.isEmpty()) {
            return issuer ? "open to tokens" : unconfigured;
        }
        return "open to the keys " + keys + (issuer ? " and to tokens" : "");
    }

    /**
     * Milliseconds to connect to an issuer of tokens, and to read its answer. Spring Security takes them from the whole
     * process's defaults as its decoders are made, for both an issuer's description and its keys; it would wait for 30 s.
     */
    private static void boundWaits() {
        for (String wait : List.of("sun.net.client.defaultConnectTimeout", "sun.net.client.defaultReadTimeout")) {
            System.setProperty(wait, System.getProperty(wait, "1000"));
        }
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerKeys() {
        return (decoder) -> decoder.jwtProcessorCustomizer(IssuerKeys::guard);
    }

    /**
     * A browser adds no key to a call by itself, as it would a cookie. So there is nothing that a page of another origin
     * could ride on, and no token against that; and nothing to remember between two calls.
     */
    @Bean
    SecurityFilterChain guard(HttpSecurity http, Callers callers, RejectionMetrics rejections) {
        Refusal refusal = new Refusal(rejections, callers);
        http.securityMatcher(callers.guarded() + "**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling((refused) -> refused.authenticationEntryPoint(refusal).accessDeniedHandler(refusal));
        if (!callers.anyKnown()) {
            return http.authorizeHttpRequests((calls) -> calls.anyRequest().denyAll()).build();
        }
        AuthenticationManager known = new ProviderManager(callers.ways());
        return http
                .oauth2ResourceServer((server) -> server.bearerTokenResolver(new KeyHeaders())
                        .authenticationManagerResolver((_) -> known)
                        .authenticationEntryPoint(refusal)
                        .accessDeniedHandler(refusal))
                .authorizeHttpRequests((calls) -> calls.requestMatchers(Callers.ADMINISTRATION)
                        .access(hasScope(Role.ADMIN.scope()))
                        .anyRequest()
                        .access(hasScope(Role.SCORE.scope())))
                .build();
    }

    /** In place of Spring Boot's, which every request passes. */
    @Bean
    DelegatingFilterProxyRegistrationBean guardRegistration(Callers callers) {
        DelegatingFilterProxyRegistrationBean filter = new DelegatingFilterProxyRegistrationBean(
                "springSecurityFilterChain");
        filter.addUrlPatterns(callers.guarded() + "*");
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        filter.setOrder(ORDER);
        return filter;
    }

    /** Leaves methods to Spring MVC, which answers what is allowed. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /** No observation of each authentication and authorisation: {@code multigate.rejected} counts what matters. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** On every answer of the port: a type is what it says, and no page of another origin frames Swagger UI. */
    @Bean
    FilterRegistrationBean<HeaderWriterFilter> headers() {
        HeaderWriterFilter headers = new HeaderWriterFilter(List.of(new XContentTypeOptionsHeaderWriter(),
                new XFrameOptionsHeaderWriter(XFrameOptionsHeaderWriter.XFrameOptionsMode.DENY)));
        headers.setShouldWriteHeadersEagerly(true);
        FilterRegistrationBean<HeaderWriterFilter> filter = new FilterRegistrationBean<>(headers);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return filter;
    }

}
