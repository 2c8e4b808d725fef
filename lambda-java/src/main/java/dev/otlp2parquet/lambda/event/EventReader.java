package dev.otlp2parquet.lambda.event;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonParser;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads HTTP requests from events. Format 1.0 has {@code httpMethod}, format 2.0 has {@code version: "2.0"} and {@code rawPath} (API
 * Gateway, "Lambda proxy integrations"; AWS Lambda, "Request payload format" of function URLs).
 */
public final class EventReader {

    private static final String EXPECTED =
            "expected an HTTP request as an event of API Gateway (REST API or HTTP API) or of a"
                    + " function URL, found ";

    private static final String CURE = "; send OTLP to the address of the function, or take an event of the template"
            + " \"API Gateway HTTP API\" for a test in the console";

    private static final int MAX_NAMES = 5;
    private static final int MAX_NAME = 40;

    private EventReader() {}

    /**
     * Reads an event.
     *
     * @param requestId of the invocation; names the request in logs and answers unless the client sent an id
     * @throws UnknownEventException if the event is anything but an HTTP request
     */
    public static HttpEvent read(byte[] event, String requestId) {
        try {
            JsonParser parser = JsonParser.ofLongStrings(event);
            JsonObject object = parser.readObject();
            parser.endDocument();
            return read(object, requestId);
        } catch (JsonException e) {
            // Not the exception itself either: a stack trace has its message.
            throw new UnknownEventException(EXPECTED + "another document: " + withoutValues(e.getMessage()) + CURE);
        }
    }

    private static HttpEvent read(JsonObject event, String requestId) {
        JsonObject context = event.has("requestContext") ? event.object("requestContext") : new JsonObject();
        // It has httpMethod too, but neither a stage nor the rules of API Gateway.
        if (context.has("elb")) {
            throw new UnknownEventException(EXPECTED + "a request of an Application Load Balancer" + CURE);
        }
        if (event.has("rawPath")
                && context.has("http")
                && event.string("version").equals("2.0")) {
            return v2(event, context, requestId);
        }
        if (event.has("httpMethod") && event.has("path")) {
            return v1(event, context, requestId);
        }
        throw new UnknownEventException(EXPECTED + description(event) + CURE);
    }

    private static HttpEvent v1(JsonObject event, JsonObject context, String requestId) {
        boolean multiValue = event.has("multiValueHeaders");
        List<Header> headers = new ArrayList<>();
        if (multiValue) {
            JsonObject values = event.object("multiValueHeaders");
            for (String name : values.names()) {
                JsonArray all = values.arrayOrEmpty(name);
                for (int i = 0; i < all.size(); i++) {
                    headers.add(new Header(name, all.string(i)));
                }
            }
        } else {
            addHeaders(headers, event);
        }
        RequestHead head =
                new RequestHead(event.string("httpMethod"), EventPath.ofV1(event, context), headers, requestId);
        return event(multiValue ? EventShape.V1 : EventShape.V1_SINGLE, head, event);
    }

    private static HttpEvent v2(JsonObject event, JsonObject context, String requestId) {
        List<Header> headers = new ArrayList<>();
        addHeaders(headers, event);
        JsonArray cookies = event.arrayOrEmpty("cookies");
        if (cookies.size() > 0) {
            StringBuilder cookie = new StringBuilder();
            for (int i = 0; i < cookies.size(); i++) {
                cookie.append(i == 0 ? "" : "; ").append(cookies.string(i));
            }
            headers.add(new Header("cookie", cookie.toString()));
        }
        String method = context.object("http").string("method");
        return event(EventShape.V2, new RequestHead(method, EventPath.ofV2(event, context), headers, requestId), event);
    }

    private static void addHeaders(List<Header> headers, JsonObject event) {
        event.strings("headers").forEach((name, value) -> headers.add(new Header(name, value)));
    }

    private static HttpEvent event(EventShape shape, RequestHead head, JsonObject event) {
        boolean base64 = event.has("isBase64Encoded") && event.bool("isBase64Encoded");
        return new HttpEvent(shape, head, event.stringOr("body", ""), base64);
    }

    /** What was expected, and where. What was found instead may be secret. */
    private static String withoutValues(String message) {
        int found = message.indexOf(", found ");
        return found < 0 ? message : message.substring(0, found);
    }

    /** What an event probably is, without its values, which may be secret. */
    private static String description(JsonObject event) {
        if (event.has("Records")) {
            return "records of a queue, a stream, a topic or a bucket";
        }
        if (event.has("detail-type")) {
            return "an event of EventBridge";
        }
        if (event.has("key1")) {
            return "the test event \"Hello World\" of the console";
        }
        if (event.names().isEmpty()) {
            return "an empty object";
        }
        StringBuilder names = new StringBuilder("an object with ");
        for (int i = 0; i < Math.min(MAX_NAMES, event.names().size()); i++) {
            String name = event.names().get(i);
            names.append(i == 0 ? "" : ", ")
                    .append(JsonValue.of(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME))
                            .toJson());
        }
        return names.toString();
    }
}
