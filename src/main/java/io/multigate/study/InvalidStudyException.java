package io.multigate.study;

/** A study file says something that is not understood, or its results cannot be read; the message says where. */
public final class InvalidStudyException extends RuntimeException {

    InvalidStudyException(String message) {
        super(message);
    }

    InvalidStudyException(String message, Throwable cause) {
        super(message, cause);
    }

}
