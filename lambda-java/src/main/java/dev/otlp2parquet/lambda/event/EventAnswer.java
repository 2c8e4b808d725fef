package dev.otlp2parquet.lambda.event;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes answers as API Gateway and function URLs expect them. Bodies that are not text are base64. */
final class EventAnswer {

    private EventAnswer() {}

    static byte[] of(EventShape shape, HttpAnswer answer) {
        JsonWriter json = new JsonWriter().beginObject().field("statusCode", answer.status());
        Map<String, List<String>> headers = headers(answer);
        if (shape == EventShape.V1) {
            json.name("multiValueHeaders").beginObject();
            headers.forEach((name, values) -> {
                json.name(name).beginArray();
                values.forEach(json::value);
                json.endArray();
            });
        } else {
            json.name("headers").beginObject();
            headers.forEach((name, values) -> json.field(name, String.join(", ", values)));
        }
        json.endObject();
        boolean text = answer.body().length == 0 || isText(answer.header("content-type"));
        json.field(
                "body",
                text
                        ? Utf8.decode(answer.body(), 0, answer.body().length)
                        : Base64.getEncoder().encodeToString(answer.body()));
        json.name("isBase64Encoded").raw(text ? "false" : "true");
        return Utf8.encode(json.endObject().toString());
    }

    private static Map<String, List<String>> headers(HttpAnswer answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : answer.headers()) {
            headers.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(header.value());
        }
        return headers;
    }

    private static boolean isText(String contentType) {
        return contentType != null && (contentType.startsWith("application/json") || contentType.startsWith("text/"));
    }
}
