package io.multigate.onnx;

/** A model that no ONNX file can hold; the message says why. */
public final class UnsupportedModelException extends RuntimeException {

    UnsupportedModelException(String message) {
        super(message);
    }

}
