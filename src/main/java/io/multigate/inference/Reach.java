package io.multigate.inference;

/**
 * How far the units of a dense layer can reach. Nothing here holds W, which is as large as the layer.
 *
 * @param inputs of the layer
 * @param bias [units]
 * @param sums of the magnitudes of each unit's weights, [units]
 */
record Reach(int inputs, float[] bias, double[] sums) {

    int units() {
        return this.bias.length;
    }

    /**
     * The greatest magnitude that a unit can reach.
     * @param largest the greatest magnitude of an input
     * @throws IllegalArgumentException if it lies beyond the range of a float, or is NaN: then a score could be NaN
     */
    double bound(double largest) {
        double greatest = 0;
        for (int unit = 0; unit < units(); unit++) {
            greatest = Math.max(greatest, Math.abs(this.bias[unit]) + largest * this.sums[unit]);
        }
        if (!(greatest <= Dense.LARGEST)) {
            throw new IllegalArgumentException("the weights are so large that a layer of " + this.inputs
                    + " inputs and " + units() + " units can reach " + greatest + "; at most " + Dense.LARGEST
                    + " is safe");
        }
        return greatest;
    }

}
