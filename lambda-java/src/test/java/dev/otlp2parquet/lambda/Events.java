package dev.otlp2parquet.lambda;

import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** Events as the services send them. The forms are those of the developer guides of API Gateway and Lambda. */
public final class Events {

    private Events() {}

    /** Where a request comes in. */
    public enum Door {
        /** Format 1.0, with the stage "prod". */
        REST_API,
        /** Format 2.0, with the stage "$default". */
        HTTP_API,
        /** Format 2.0. */
        FUNCTION_URL
    }

    /** An event with a binary body. */
    public static JsonObject base64(Door door, String method, String path, Map<String, String> headers, byte[] body) {
        return event(door, method, path, headers)
                .put("body", Base64.getEncoder().encodeToString(body))
                .put("isBase64Encoded", true);
    }

    /** An event with a body of text. */
    public static JsonObject text(Door door, String method, String path, Map<String, String> headers, String body) {
        return event(door, method, path, headers).put("body", body).put("isBase64Encoded", false);
    }

    /** An event without a body. */
    public static JsonObject event(Door door, String method, String path, Map<String, String> headers) {
        return switch (door) {
            case REST_API -> restApi(method, path, headers);
            case HTTP_API ->
                httpApi(method, path, headers, "ANY /{proxy+}")
                        .put("pathParameters", new JsonObject().put("proxy", path.substring(1)));
            case FUNCTION_URL -> httpApi(method, path, headers, "$default");
        };
    }

    private static JsonObject restApi(String method, String path, Map<String, String> headers) {
        JsonObject single = new JsonObject();
        JsonObject multi = new JsonObject();
        headers.forEach((name, value) -> {
            single.put(name, value);
            multi.put(name, new JsonArray().add(value));
        });
        JsonObject context = new JsonObject()
                .put("accountId", "123456789012")
                .put("apiId", "1234567890")
                .put("httpMethod", method)
                .put("path", "/prod" + path)
                .put("protocol", "HTTP/1.1")
                .put("requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef")
                .put("resourcePath", "/{proxy+}")
                .put("stage", "prod");
        return new JsonObject()
                .put("resource", "/{proxy+}")
                .put("path", path)
                .put("httpMethod", method)
                .put("headers", single)
                .put("multiValueHeaders", multi)
                .put("queryStringParameters", JsonValue.JsonNull.NULL)
                .put("multiValueQueryStringParameters", JsonValue.JsonNull.NULL)
                .put("pathParameters", new JsonObject().put("proxy", path.substring(1)))
                .put("stageVariables", JsonValue.JsonNull.NULL)
                .put("requestContext", context);
    }

    private static JsonObject httpApi(String method, String path, Map<String, String> headers, String route) {
        JsonObject lowerCase = new JsonObject();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        JsonObject http = new JsonObject()
                .put("method", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "192.0.2.1")
                .put("userAgent", "OTel-OTLP-Exporter-Java/1.67.0");
        JsonObject context = new JsonObject()
                .put("accountId", "123456789012")
                .put("apiId", "api-id")
                .put("domainName", "id.lambda-url.us-west-2.on.aws")
                .put("http", http)
                .put("requestId", "id")
                .put("routeKey", route)
                .put("stage", "$default")
                .put("timeEpoch", 1583348638390L);
        return new JsonObject()
                .put("version", "2.0")
                .put("routeKey", route)
                .put("rawPath", path)
                .put("rawQueryString", "")
                .put("headers", lowerCase)
                .put("requestContext", context);
    }

    /** An event as bytes. */
    static byte[] bytes(JsonObject event) {
        return Utf8.encode(event.toJson());
    }
}
