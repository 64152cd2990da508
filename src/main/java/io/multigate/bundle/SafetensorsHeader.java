package io.multigate.bundle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;

/**
 * The header of a safetensors file: for each tensor its element type, its shape and where its bytes lie behind the
 * header. Tensors follow one another without gap or overlap, up to the end of the file.
 *
 * @param entries by name
 */
record SafetensorsHeader(Map<String, Entry> entries) {

    /** Bytes before the header: its length as an unsigned little-endian number. */
    static final int LENGTH_BYTES = 8;

    static final long MAXIMUM_LENGTH = 16L << 20;

    private static final String METADATA = "__metadata__";

    private static final String FLOAT = "F32";

    /**
     * One tensor.
     * @param dtype its element type
     * @param shape outermost dimension first
     * @param offsets first byte, and the one after the last, counted from the header's end
     */
    record Entry(@JsonProperty("dtype") String dtype, @JsonProperty("shape") List<Integer> shape,
            @JsonProperty("data_offsets") List<Long> offsets) {

        Entry {
            shape = List.copyOf(shape);
            offsets = List.copyOf(offsets);
        }

        long start() {
            return this.offsets.get(0);
        }

        long end() {
            return this.offsets.get(1);
        }

    }

    /** The entry of a tensor that there is. */
    Entry entry(String name) {
        return Objects.requireNonNull(this.entries.get(name), name);
    }

    /** The header's bytes, in the order of the entries. */
    byte[] json() {
        return BundleJson.MAPPER.writer()
                .without(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsBytes(this.entries);
    }

    /** The header of tensors of these shapes, in this order. */
    static SafetensorsHeader of(Map<String, List<Integer>> shapes) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
            long end = offset + bytes(tensor.getValue());
            entries.put(tensor.getKey(), new Entry(FLOAT, tensor.getValue(), List.of(offset, end)));
            offset = end;
        }
        return new SafetensorsHeader(entries);
    }

    /**
     * Reads a header and checks it against the shapes that the model wants.
     * @param json the header's bytes
     * @param shapes of each weight, by name
     * @param dataLength bytes behind the header
     * @throws InvalidBundleException if it is no header, or one of other tensors
     */
    static SafetensorsHeader parse(byte[] json, Map<String, List<Integer>> shapes, long dataLength) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            Map<String, JsonNode> nodes = BundleJson.MAPPER.readValue(json, new TypeReference<>() {
            });
            for (Map.Entry<String, JsonNode> node : nodes.entrySet()) {
                if (node.getKey().equals(METADATA)) {
                    requireMetadata(node.getValue());
                } else {
                    entries.put(node.getKey(), BundleJson.MAPPER.treeToValue(node.getValue(), Entry.class));
                }
            }
        } catch (JacksonException ex) {
            throw BundleFile.WEIGHTS.invalid("has a header that is not well-formed: " + JsonReason.of(ex), ex);
        }
        requireShapes(entries, shapes);
        requireOffsets(entries, dataLength);
        return new SafetensorsHeader(entries);
    }

    private static void requireMetadata(JsonNode metadata) {
        if (!metadata.isObject() || metadata.valueStream().anyMatch((value) -> !value.isString())) {
            throw BundleFile.WEIGHTS.invalid("has a header whose " + METADATA + " is no map of strings to strings");
        }
    }

    private static void requireShapes(Map<String, Entry> entries, Map<String, List<Integer>> shapes) {
        if (!entries.keySet().equals(shapes.keySet())) {
            TreeSet<String> missing = new TreeSet<>(shapes.keySet());
            missing.removeAll(entries.keySet());
            TreeSet<String> unexpected = new TreeSet<>(entries.keySet());
            unexpected.removeAll(shapes.keySet());
            throw BundleFile.WEIGHTS.invalid(
                    "has other weights than the spec wants: missing " + missing + ", unexpected " + unexpected);
        }
        entries.forEach((name, entry) -> {
            if (!entry.dtype.equals(FLOAT)) {
                throw BundleFile.WEIGHTS
                        .invalid("gives '" + name + "' the type " + entry.dtype + "; expected " + FLOAT);
            }
            if (!entry.shape.equals(shapes.get(name))) {
                throw BundleFile.WEIGHTS
                        .invalid("gives '" + name + "' the shape " + entry.shape + "; expected " + shapes.get(name));
            }
        });
    }

    private static void requireOffsets(Map<String, Entry> entries, long dataLength) {
        entries.forEach((name, entry) -> {
            if (entry.offsets.size() != 2) {
                throw BundleFile.WEIGHTS.invalid("gives '" + name + "' " + entry.offsets.size()
                        + " offsets; expected 2");
            }
        });
        List<Map.Entry<String, Entry>> ordered = new ArrayList<>(entries.entrySet());
        ordered.sort(Comparator.comparingLong((tensor) -> tensor.getValue().start()));
        long offset = 0;
        for (Map.Entry<String, Entry> tensor : ordered) {
            long end = offset + bytes(tensor.getValue().shape());
            if (tensor.getValue().start() != offset || tensor.getValue().end() != end) {
                throw BundleFile.WEIGHTS.invalid("gives '" + tensor.getKey() + "' the offsets "
                        + tensor.getValue().offsets + "; expected [" + offset + ", " + end + "]");
            }
            offset = end;
        }
        if (offset != dataLength) {
            throw BundleFile.WEIGHTS
                    .invalid("has " + dataLength + " bytes behind its header; its tensors take " + offset);
        }
    }

    private static long bytes(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(Float.BYTES, Math::multiplyExact);
    }

}
