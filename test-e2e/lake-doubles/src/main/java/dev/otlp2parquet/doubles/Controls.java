package dev.otlp2parquet.doubles;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What tests in other processes ask of a double: {@code POST /__NAME?parameter=value}, without a signature or token, answered with JSON. The
 * names are those that a double has registered.
 */
final class Controls {

    /** What a name does; the result is sent as JSON. */
    @FunctionalInterface
    interface Control {
        Object apply(Parameters parameters) throws Exception;
    }

    /** The parameters of one request. */
    record Parameters(HttpServletRequest request) {

        String text(String name) {
            String value = request.getParameter(name);
            if (value == null) {
                throw new IllegalArgumentException("the parameter " + name + " is missing");
            }
            return value;
        }

        String text(String name, String otherwise) {
            String value = request.getParameter(name);
            return value == null ? otherwise : value;
        }

        long number(String name) {
            return Long.parseLong(text(name));
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(text(name));
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Control> controls = new LinkedHashMap<>();

    Controls with(String name, Control control) {
        controls.put(name, control);
        return this;
    }

    /** As {@link #with}, with {@code {}} as its answer. */
    Controls does(String name, java.util.function.Consumer<Parameters> control) {
        return with(name, parameters -> {
            control.accept(parameters);
            return Map.of();
        });
    }

    /** Answers a request for a control. False: it is none. */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getRequestURI().startsWith("/__")) {
            return false;
        }
        response.setContentType("application/json");
        Control control = controls.get(request.getRequestURI().substring(3));
        try {
            if (control == null) {
                throw new IllegalArgumentException("expected one of " + controls.keySet());
            }
            response.getOutputStream().write(JSON.writeValueAsBytes(control.apply(new Parameters(request))));
        } catch (Exception e) {
            response.setStatus(400);
            response.getOutputStream().write(JSON.writeValueAsBytes(Map.of("message", e.toString())));
        }
        return true;
    }

    /** Keys as JSON has them. */
    static Map<String, Object> json(Keys keys) {
        return Map.of(
                "accessKeyId", keys.accessKeyId(),
                "secretAccessKey", keys.secretAccessKey(),
                "sessionToken", keys.sessionToken(),
                "expiresAtMillis", keys.expiresAtMillis());
    }

    static String json(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }
}
