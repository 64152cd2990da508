package io.multigate.model;

import java.util.List;

/**
 * An array of numbers with a shape. The values are shared, not copied: whoever holds a tensor must not write to it.
 *
 * @param shape lengths of the dimensions, outermost first
 * @param values row-major
 */
public record Tensor(List<Integer> shape, float[] values) {

    public Tensor {
        shape = List.copyOf(shape);
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1L, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException("shape " + shape + " wants " + size + " values, not " + values.length);
        }
    }

}
