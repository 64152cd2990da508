package io.multigate.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

import org.springframework.http.MediaType;

/** Answers what Tomcat turns away before Spring hears of it, such as a malformed path. */
public final class ProblemValve extends ErrorReportValve {

    /** Tomcat makes one by its name. */
    public ProblemValve() {}

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Problem problem = Problem.of(response.getStatus(), request);
            problem.writeHeaders(response);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getReporter().write(new String(problem.toJson(), StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException ex) {
            container.getLogger().debug("the caller has gone", ex);
        }
    }

}
