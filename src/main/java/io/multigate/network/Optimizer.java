package io.multigate.network;

import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** How a gradient becomes a step. */
public enum Optimizer {

    /** Adaptive moments (Kingma and Ba 2015). */
    ADAM,

    /** Plain stochastic gradient descent. */
    SGD,

    /** Steps that shrink with the sum of the squared gradients (Duchi et al. 2011). */
    ADAGRAD;

    IUpdater updater(double learningRate) {
        return switch (this) {
            case ADAM -> new Adam(learningRate);
            case SGD -> new Sgd(learningRate);
            case ADAGRAD -> new AdaGrad(learningRate);
        };
    }

}
