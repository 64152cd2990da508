package io.multigate.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers where the container was told of an error, or caught an exception that nobody handled. */
@Hidden
@RestController
final class ProblemErrorController implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorController.class);

    private static final String EXPECTED = ProblemErrorController.class.getName();

    /** Notes what to answer should the container ask: when a body cannot be read, it shuts out the handler's answer. */
    static void expect(Problem problem, HttpServletRequest request) {
        request.setAttribute(EXPECTED, problem);
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<byte[]> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem problem = (request.getAttribute(EXPECTED) instanceof Problem expected)
                ? expected
                : Problem.of((status instanceof Integer code) ? code : 404, request);
        // A body that breaks off is an exception to Tomcat too, but a fault of its caller.
        if (problem.status() >= 500
                && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            LOG.error("request {} failed", problem.requestId(), failure);
        }
        return problem.answer();
    }

}
