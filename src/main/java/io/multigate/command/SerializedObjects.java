package io.multigate.command;

import java.io.ObjectInputFilter;

/**
 * Refuses serialized Java objects in the whole process. Nothing here is stored in that form, but Deeplearning4j's own
 * reader of models would take it from a file. The same as {@code -Djdk.serialFilter=!*}, for a plain {@code java -jar}.
 */
final class SerializedObjects {

    private SerializedObjects() {}

    /** A filter that was given on the command line stays. */
    static void refuse() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }

}
