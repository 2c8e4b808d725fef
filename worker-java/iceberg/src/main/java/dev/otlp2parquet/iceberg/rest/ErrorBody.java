package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * A server's description of an error: Iceberg's {@code ErrorModel}, an OAuth2 error, Cloudflare's {@code errors} array,
 * AWS's {@code message}, or plain text.
 *
 * @param type name of the error, empty if the body has none
 */
record ErrorBody(int status, String type, String message) {

    private static final int MAX_TEXT = 300;

    static ErrorBody parse(HttpResponse response) {
        if (response.cut()) {
            return new ErrorBody(response.status(), "", "with a body that is too long to be an error's");
        }
        byte[] body = response.body().array();
        try {
            if (JsonValue.parse(body) instanceof JsonObject json) {
                ErrorBody parsed = parse(response, json);
                if (parsed != null) {
                    return parsed;
                }
            }
        } catch (JsonException e) {
            // No JSON: a proxy or a load balancer speaks.
        }
        String text = Utf8.decode(body, 0, Math.min(body.length, MAX_TEXT * 4)).trim();
        return new ErrorBody(response.status(), "", text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT));
    }

    private static ErrorBody parse(HttpResponse response, JsonObject json) {
        int status = response.status();
        if (json.get("error") instanceof JsonObject error) {
            return new ErrorBody(status, error.stringOr("type", ""), error.stringOr("message", ""));
        }
        if (json.get("error") instanceof JsonValue.JsonString error) {
            return new ErrorBody(status, error.value(), json.stringOr("error_description", ""));
        }
        if (json.get("errors") instanceof JsonArray errors
                && errors.size() > 0
                && errors.get(0) instanceof JsonObject error) {
            return new ErrorBody(status, error.stringOr("type", ""), error.stringOr("message", ""));
        }
        String message = json.stringOr("message", json.stringOr("Message", null));
        return message == null ? null : new ErrorBody(status, awsType(response), message);
    }

    /** Returns the name of AWS's error, as in {@code AccessDeniedException:http://internal.amazon.com/...}. */
    private static String awsType(HttpResponse response) {
        String type = response.headers().getOrDefault("x-amzn-errortype", "");
        int colon = type.indexOf(':');
        return colon < 0 ? type : type.substring(0, colon);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("HTTP ").append(status);
        if (!type.isEmpty()) {
            text.append(' ').append(type);
        }
        return message.isEmpty()
                ? text.toString()
                : text.append(": ").append(message).toString();
    }
}
