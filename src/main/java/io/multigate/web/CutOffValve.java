package io.multigate.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Ends a connection in the middle of an answer. A servlet cannot: Tomcat would keep it, and its caller wait for the rest. */
final class CutOffValve extends ValveBase {

    private static final String CUT_OFF = CutOffValve.class.getName();

    CutOffValve() {
        super(true);
    }

    /** Has the request's connection end as soon as its servlet returns. */
    static void cutOff(HttpServletRequest request) {
        request.setAttribute(CUT_OFF, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(CUT_OFF) != null) {
            response.getCoyoteResponse()
                    .action(ActionCode.CLOSE_NOW, new ClientAbortException("the answer was not read in time"));
        }
    }

}
