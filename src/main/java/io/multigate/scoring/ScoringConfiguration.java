package io.multigate.scoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.multigate.admission.Admission;
import io.multigate.admission.AdmissionLimits;
import io.multigate.registry.ModelRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScoringConfiguration {

    @Bean
    Admission admission(AdmissionProperties properties) {
        return new Admission(new AdmissionLimits(threads(properties), properties.queue(), properties.deadline(),
                properties.target(), properties.interval(), properties.bytes(Runtime.getRuntime().maxMemory())),
                System::nanoTime);
    }

    @Bean
    AdmissionMetrics admissionMetrics(Admission admission, MeterRegistry meters) {
        return new AdmissionMetrics(admission, meters);
    }

    @Bean
    ScoringThreads scoringThreads(AdmissionProperties properties) {
        return new ScoringThreads(threads(properties));
    }

    private static int threads(AdmissionProperties properties) {
        return properties.threads(Runtime.getRuntime().availableProcessors());
    }

    @Bean
    ScoringMetrics scoringMetrics(MeterRegistry meters, ModelRegistry registry) {
        ScoringMetrics metrics = new ScoringMetrics(meters);
        registry.observe(metrics);
        return metrics;
    }

    @Bean
    PredictionCollector predictionCollector(ScoringMetrics metrics, PrometheusRegistry registry) {
        PredictionCollector collector = new PredictionCollector(metrics::statistics);
        registry.register(collector);
        return collector;
    }

    @Bean
    RejectionMetrics rejectionMetrics(MeterRegistry meters) {
        return new RejectionMetrics(meters);
    }

    @Bean
    ScoringService scoringService(ScoringThreads threads, ScoringMetrics metrics, SlowCalls slow) {
        return new ScoringService(threads, metrics, slow);
    }

    @Bean
    SlowCalls slowCalls(SlowProperties properties) {
        return new SlowCalls(properties.threshold());
    }

    @Bean
    SlowEndpoint slowEndpoint(SlowCalls calls) {
        return new SlowEndpoint(calls);
    }

}
