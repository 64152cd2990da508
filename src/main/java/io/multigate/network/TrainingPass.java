package io.multigate.network;

import java.util.Collection;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What Deeplearning4j wants of the passes of every layer before their first use. */
final class TrainingPass {

    private TrainingPass() {}

    /** Gives a new layer its place in the network and its view of the parameters. */
    static Layer prepared(Layer pass, NeuralNetConfiguration configuration, Collection<TrainingListener> listeners,
            int index, INDArray parameters, boolean initialise) {
        pass.setListeners(listeners);
        pass.setIndex(index);
        pass.setParamsViewArray(parameters);
        pass.setParamTable(
                configuration.getLayer().initializer().init(configuration, parameters, initialise));
        pass.setConf(configuration);
        return pass;
    }

}
