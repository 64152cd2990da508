package io.multigate.training;

/** One row that cannot be used, while the rows after it can; the message names the column and the value. */
final class MalformedRowException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedRowException(String message) {
        super(message);
    }

}
