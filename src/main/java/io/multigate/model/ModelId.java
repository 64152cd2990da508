package io.multigate.model;

import java.util.regex.Pattern;

/**
 * Names one trained version of a model.
 *
 * @param name lower-case letters, digits and hyphens, at most 63 characters, first a letter or digit
 * @param version a positive integer
 */
public record ModelId(String name, int version) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** In a path; without leading zeros, so that a version has one name. */
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    public ModelId {
        if (!isName(name)) {
            throw new IllegalArgumentException("model name '" + name + "' is not allowed; it must match " + NAME);
        }
        if (version < 1) {
            throw new IllegalArgumentException("version " + version + " of model '" + name + "' must be at least 1");
        }
    }

    /** Whether a model may be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a folder of this name is one of a version. */
    public static boolean isVersion(String folder) {
        return VERSION.matcher(folder).matches();
    }

    /** The name and the version as in a path: {@code shop-mmoe/1}. */
    @Override
    public String toString() {
        return this.name + "/" + this.version;
    }

}
