package io.multigate.web;

import java.time.Duration;
import java.util.List;

import io.multigate.admission.Admission;
import io.multigate.scoring.AdmissionProperties;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.DispatcherType;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.ForwardedHeaderFilter;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final String KEPT_BUFFERS = "200";

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        FilterRegistrationBean<RequestIdFilter> filter = new FilterRegistrationBean<>(new RequestIdFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return filter;
    }

    /** Before Spring MVC, whose own refusals are plain text. */
    @Bean
    FilterRegistrationBean<CorsFilter> corsFilter(CorsProperties properties, RejectionMetrics rejections) {
        CorsConfiguration configuration = cors(properties.origins());
        CorsFilter cors = new CorsFilter((_) -> configuration);
        cors.setCorsProcessor(new ProblemCorsProcessor(rejections));
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(cors);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ContentTypeFilter> contentTypeFilter(RejectionMetrics rejections) {
        FilterRegistrationBean<ContentTypeFilter> filter = new FilterRegistrationBean<>(
                new ContentTypeFilter(rejections));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

    private static @Nullable CorsConfiguration cors(List<String> origins) {
        if (origins.isEmpty()) {
            return null;
        }
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(origins);
        configuration.setAllowedMethods(List.of("GET", "POST"));
        configuration.setAllowedHeaders(List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING,
                HttpHeaders.AUTHORIZATION, KeyHeaders.API_KEY, RequestId.HEADER, RequestTimeout.GRPC,
                RequestTimeout.ENVOY, RequestTimeout.OWN));
        configuration.setExposedHeaders(List.of(RequestId.HEADER, HttpHeaders.RETRY_AFTER,
                HttpHeaders.WWW_AUTHENTICATE));
        configuration.setMaxAge(Duration.ofMinutes(30));
        return configuration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> overload(Admission admission,
            RejectionMetrics rejections) {
        return (factory) -> {
            factory.addConnectorCustomizers(KeptRefusals::install);
            factory.addContextValves(new CutOffValve(), new CrowdValve(), new OverloadValve(admission, rejections));
        };
    }

    /** Springdoc looks at forwarded headers where nobody believes them, and fails over those that are none. */
    @Bean
    @ConditionalOnExpression("!'framework'.equalsIgnoreCase('${server.forward-headers-strategy}')")
    FilterRegistrationBean<ForwardedHeaderFilter> unforwarded() {
        ForwardedHeaderFilter filter = new ForwardedHeaderFilter();
        filter.setRemoveOnly(true);
        FilterRegistrationBean<ForwardedHeaderFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/swagger-ui.html", "/swagger-ui/*", "/v3/api-docs/*");
        return registration;
    }

    @Bean
    @ConditionalOnProperty(name = "server.forward-headers-strategy", havingValue = "framework")
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> forwardedHeaders(RejectionMetrics rejections) {
        return (factory) -> factory.addContextValves(new ForwardedHeadersValve(rejections));
    }

    /** Tomcat would keep the buffers of as many connections as were ever open at once, a tenth of a megabyte each. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> buffers() {
        return (factory) -> factory.addConnectorCustomizers((connector) -> {
            if (!connector.setProperty("socket.bufferPool", KEPT_BUFFERS)) {
                throw new IllegalStateException("Tomcat has no such property");
            }
        });
    }

    /** A body that stalls keeps a place inside: after its last bytes for no longer than a call may take. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> stalledBodies(AdmissionProperties properties) {
        int deadline = Math.toIntExact(properties.deadline().toMillis());
        return (factory) -> factory.addConnectorCustomizers((connector) -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                // Headers have their own time, where a negative one never ends.
                int headers = http.getConnectionTimeout();
                http.setDisableUploadTimeout(false);
                http.setConnectionUploadTimeout((headers > 0) ? Math.min(headers, deadline) : deadline);
            }
        });
    }

    @Bean
    CallsUnderWay callsUnderWay() {
        return new CallsUnderWay(Duration.ofSeconds(2));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> finishing(CallsUnderWay calls) {
        return (factory) -> factory
                .addConnectorCustomizers((connector) -> calls.watch(connector.getProtocolHandler()));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return (factory) -> factory.addContextCustomizers((context) -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

}
