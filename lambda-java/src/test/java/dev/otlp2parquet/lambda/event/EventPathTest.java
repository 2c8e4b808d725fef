package dev.otlp2parquet.lambda.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path of a request is free of stages and base paths. */
class EventPathTest {

    @ParameterizedTest
    @CsvSource({
        // route, stage, proxy, rawPath, expected
        "$default,        $default, ,            /v1/logs,           /v1/logs",
        "$default,        prod,     ,            /prod/v1/logs,      /v1/logs",
        "$default,        prod,     ,            /prod,              /",
        "$default,        prod,     ,            /production/v1/logs,/production/v1/logs",
        "$default,        v1,       ,            /v1/v1/logs,        /v1/logs",
        "$default,        v1,       ,            /v1/health,         /health",
        "$default,        v1,       ,            /v1/logs,           /v1/logs",
        "ANY /{proxy+},   prod,     v1/logs,     /prod/v1/logs,      /v1/logs",
        "ANY /{proxy+},   $default, v1/logs,     /telemetry/v1/logs, /v1/logs",
        "ANY /{rest+},    $default, v1/logs,     /telemetry/v1/logs, /v1/logs",
        "POST /v1/logs,   $default, ,            /telemetry/v1/logs, /v1/logs",
        "POST /v1/{kind}, prod,     ,            /prod/v1/traces,    /v1/traces",
    })
    void ofFormat2(String route, String stage, String proxy, String path, String expected) {
        String event = "{\"version\":\"2.0\",\"routeKey\":\"" + route + "\",\"rawPath\":\"" + path
                + "\",\"headers\":{}," + parameters(route, proxy) + "\"requestContext\":{\"stage\":\"" + stage
                + "\",\"http\":{\"method\":\"POST\"}}}";

        assertEquals(expected, path(event));
    }

    @ParameterizedTest
    @CsvSource({
        // resource, stage, proxy, path, expected
        "/{proxy+},       prod,     v1/logs,     /v1/logs,           /v1/logs",
        "/{proxy+},       v1,       v1/logs,     /v1/logs,           /v1/logs",
        "/{proxy+},       prod,     v1/logs,     /telemetry/v1/logs, /v1/logs",
        "/otlp/{proxy+},  prod,     v1/traces,   /otlp/v1/traces,    /v1/traces",
        "/{tenant}/{rest+}, prod,   v1/traces,   /base/x/v1/traces,  /v1/traces",
        "/v1/metrics,     prod,     ,            /v1/metrics,        /v1/metrics",
        "/v1/metrics,     prod,     ,            /base/v1/metrics,   /v1/metrics",
        "/,               prod,     ,            /,                  /",
        "/v1/{kind},      prod,     ,            /prod/v1/logs,      /v1/logs",
    })
    void ofFormat1(String resource, String stage, String proxy, String path, String expected) {
        String event = "{\"httpMethod\":\"POST\",\"resource\":\"" + resource + "\",\"path\":\"" + path
                + "\",\"multiValueHeaders\":{}," + parameters(resource, proxy) + "\"requestContext\":{\"stage\":\""
                + stage
                + "\"}}";

        assertEquals(expected, path(event));
    }

    private static String parameters(String route, String rest) {
        String name = route.contains("{rest+}") ? "rest" : "proxy";
        return rest == null ? "" : "\"pathParameters\":{\"tenant\":\"x\",\"" + name + "\":\"" + rest + "\"},";
    }

    private static String path(String event) {
        return EventReader.read(event.getBytes(StandardCharsets.UTF_8), "id")
                .head()
                .path();
    }
}
