package dev.otlp2parquet.server.http;

import dev.otlp2parquet.platform.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answers to requests that are no HTTP, or whose headers are too large: a google.rpc.Status as JSON. */
final class RefusedMessages implements Request.Handler {

    private static final int INVALID_ARGUMENT = 3;
    private static final int UNAVAILABLE = 14;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        String json = new JsonWriter()
                .beginObject()
                .field("code", status >= 500 ? UNAVAILABLE : INVALID_ARGUMENT)
                .field("message", message == null ? HttpStatus.getMessage(status) : message.toString())
                .endObject()
                .toString();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
