package io.multigate.study;

/**
 * A study file says something that is not understood, its results cannot be read, or a member cannot be trained; the
 * message says where.
 */
public final class InvalidStudyException extends RuntimeException {

    InvalidStudyException(String message) {
        super(message);
    }

    InvalidStudyException(String message, Throwable cause) {
        super(message, cause);
    }

}
