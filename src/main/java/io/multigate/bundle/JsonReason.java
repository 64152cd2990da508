package io.multigate.bundle;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Why JSON was refused, for callers of the service: they know the files of a bundle, and no class that reads them. */
final class JsonReason {

    /**
     * What Jackson says of Java's types and of its own settings. What the file says stands in quotation marks: between
     * backticks without any is a name of Jackson's, whatever backticks the file has.
     */
    private static final Pattern OF_JAVA = Pattern.compile(String.join("|",
            " \\((?:class|token|for POJO|for subtype|but|although|set|java)[^)]*\\)",
            " \\(`[^`'\"]*`(?: disabled)?\\)",
            "; `[^`'\"]*` enabled",
            " for Enum class",
            ", not marked as ignorable",
            " \\(index \\d+\\)",
            " \\((?:for Object|for Array|for root|start marker)[^(]*?at \\[Source: [^]]*]\\)",
            ": no \\S+ constructor/factory method to deserialize",
            " of \\[simple type, [^]]*]",
            "(?:,? (?:as a subtype of|of type|into type|instance of|from|of|to))? `(?!null`)[^`'\"]*`(?: value)?"));

    /** More is not read: a message quotes the file, and the pattern takes time by the square of its length. */
    private static final int LONGEST = 2000;

    private JsonReason() {}

    /** What is wrong and where, in one line. */
    static String of(JacksonException ex) {
        List<String> path = ex.getPath()
                .stream()
                .map((step) -> (step.getPropertyName() != null) ? step.getPropertyName() : "" + step.getIndex())
                .toList();
        // Limits of nesting are reported without a place.
        @Nullable
        TokenStreamLocation location = ex.getLocation();
        String place = (location != null && location.getLineNr() > 0)
                ? " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")"
                : "";
        return (path.isEmpty() ? "" : "at " + String.join("/", path) + ": ") + fault(ex) + place;
    }

    private static String fault(JacksonException ex) {
        if (ex.getCause() instanceof NullPointerException) {
            return "null stands where a value has to";
        }
        String message = ex.getOriginalMessage();
        return OF_JAVA.matcher(message.substring(0, Math.min(LONGEST, message.length()))).replaceAll("");
    }

}
