package io.multigate;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.unit.DataSize;

import static org.springframework.core.Ordered.HIGHEST_PRECEDENCE;

/** Says in one sentence which setting keeps the service from starting, and what it may be. */
@Order(HIGHEST_PRECEDENCE)
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("multigate");

    /** Leaves settings of Spring's own to Spring. */
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        ConfigurationPropertyName name = cause.getName();
        if (!OURS.equals(name) && !OURS.isAncestorOf(name)) {
            return null;
        }
        return new FailureAnalysis(describe(cause), null, cause);
    }

    private static String describe(BindException failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionException) {
                return conversion(failure);
            }
            if (cause instanceof UnboundConfigurationPropertiesException unbound) {
                return unbound.getUnboundProperties()
                        .stream()
                        .map(InvalidSettingFailureAnalyzer::unbound)
                        .collect(Collectors.joining(System.lineSeparator()));
            }
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage());
    }

    private static String conversion(BindException failure) {
        ConfigurationPropertyName name = failure.getName();
        ResolvableType target = failure.getTarget().getType();
        Class<?> type = target.asCollection().getGeneric().resolve(target.resolve(Object.class));
        if (failure.getProperty() == null || type.isRecord()) {
            return "there is no setting " + name + "; available: " + String.join(", ", below(name));
        }
        return name + " is '" + failure.getProperty().getValue() + "'" + origin(failure.getProperty())
                + "; it must be " + allowed(type, name);
    }

    private static String allowed(Class<?> type, ConfigurationPropertyName name) {
        if (type == int.class || type == Integer.class) {
            return "an integer";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration such as 500ms, 2s or 1m";
        }
        if (type == DataSize.class) {
            return "a size such as 64KB or 8MB";
        }
        if (type.isEnum()) {
            return "one of " + Stream.of(type.getEnumConstants())
                    .map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
        }
        return (type == Map.class) ? "given by name, as " + name + ".NAME" : "a " + type.getSimpleName();
    }

    /** A name that nothing binds, or one whose value is empty and so binds nothing. */
    private static String unbound(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        if (settings(OURS, MultigateProperties.class).anyMatch(name::equals)) {
            return name + " is empty" + origin(property) + "; leave it out for its default";
        }
        ConfigurationPropertyName group = name.getParent();
        while (below(group).isEmpty()) {
            group = group.getParent();
        }
        return "there is no setting " + name + origin(property) + "; available: " + String.join(", ", below(group));
    }

    private static List<String> below(ConfigurationPropertyName group) {
        return settings(OURS, MultigateProperties.class).filter(group::isAncestorOf)
                .map(ConfigurationPropertyName::toString)
                .sorted()
                .toList();
    }

    /** The settings that a record binds, and those of the records in it, be they given by name. */
    private static Stream<ConfigurationPropertyName> settings(ConfigurationPropertyName prefix, Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter((field) -> !Modifier.isStatic(field.getModifiers()))
                .flatMap((field) -> {
                    ConfigurationPropertyName name = prefix.append(name(field));
                    Class<?> named = ResolvableType.forField(field).asMap().getGeneric(1).resolve(Object.class);
                    if (named.isRecord()) {
                        return settings(name.append("[name]"), named);
                    }
                    return field.getType().isRecord() ? settings(name, field.getType()) : Stream.of(name);
                });
    }

    private static String name(Field field) {
        Name given = field.getAnnotation(Name.class);
        return (given != null) ? given.value() : DataObjectPropertyName.toDashedForm(field.getName());
    }

    private static String origin(ConfigurationProperty property) {
        return (property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
    }

}
