package dev.otlp2parquet.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.lambda.Events.Door;
import dev.otlp2parquet.platform.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A problem of the configuration is logged once, and is the answer to every request. */
class ConfigurationTest {

    private static Map<String, String> valid() {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        environment.put("OTLP2PARQUET_S3_BUCKET", "telemetry");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "ASIA");
        environment.put("AWS_SECRET_ACCESS_KEY", "secretkey");
        environment.put("AWS_SESSION_TOKEN", "secrettoken");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "otlp2parquet");
        environment.put("PATH", "/usr/bin");
        return environment;
    }

    private static JsonObject health(Deployed function) throws Exception {
        return function.result(Events.event(Door.FUNCTION_URL, "GET", "/health", Map.of()));
    }

    @Test
    void aValidConfigurationLogsNothing() throws Exception {
        Deployed function = new Deployed(valid(), Startup.AWS);

        assertEquals(0, function.log().size());
        assertTrue(health(function).string("body").contains("\"ok\""), () -> health(function.log()));
    }

    private static String health(List<String> log) {
        return log.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTLP2PARQUET_S3_BUCKET |               | OTLP2PARQUET_S3_BUCKET is missing",
                "OTLP2PARQUET_S3_BUCKET | a             | expected the name of a bucket",
                "AWS_REGION             |               | the region of S3 is not known",
                "AWS_ACCESS_KEY_ID      |               | there are no AWS credentials",
                "OTLP2PARQUET_S3_ACCESS_KEY_ID | AKIA   | OTLP2PARQUET_S3_SECRET_ACCESS_KEY is not",
                "OTLP2PARQUET_S3_ENDPOINT | ftp://x      | expected scheme, host and port",
                "OTLP2PARQUET_S3_FORCE_PATH_STYLE | yes  | expected true or false",
                "OTLP2PARQUET_BATCHING_ENABLED | true    | AWS Lambda keeps nothing between requests",
                "OTLP2PARQUET_S3_BUCKETS | telemetry     | is not a variable of otlp2parquet",
                "OTLP2PARQUET_ALLOW_ANONYMOUS |          | no credentials are configured",
            })
    void aProblemIsTheAnswer(String name, String value, String problem) throws Exception {
        Map<String, String> environment = valid();
        environment.remove(name);
        if (value != null) {
            environment.put(name, value);
        }
        Deployed function = new Deployed(environment, Startup.AWS);

        assertEquals(1, function.log().size());
        String line = function.log().get(0);
        assertTrue(line.contains(problem), line);
        assertFalse(line.contains("secretkey") || line.contains("secrettoken"), line);
        JsonObject result = function.result(Events.text(
                Door.REST_API, "POST", "/v1/logs", Map.of("content-type", "application/json"), Otlp.json("x")));
        assertEquals(503, result.int32("statusCode"));
        assertTrue(result.string("body").contains(problem), result.string("body"));
        JsonObject health = health(function);
        assertEquals(200, health.int32("statusCode"));
        assertTrue(health.string("body").contains("degraded"), health.string("body"));
    }
}
