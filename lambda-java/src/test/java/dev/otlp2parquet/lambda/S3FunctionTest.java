package dev.otlp2parquet.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.lambda.Events.Door;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function over a server that it takes for S3. */
class S3FunctionTest {

    private static final JsonObject EVENT = Events.text(
            Door.FUNCTION_URL, "POST", "/v1/logs", Map.of("content-type", "application/json"), Otlp.json("x"));

    private static Map<String, String> environment(HttpDouble s3) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        environment.put("OTLP2PARQUET_S3_BUCKET", "telemetry");
        environment.put("OTLP2PARQUET_S3_ENDPOINT", s3.uri());
        environment.put("AWS_REGION", "eu-central-1");
        return environment;
    }

    private static void assertStored(Deployed function) throws Exception {
        JsonObject result = function.result(EVENT);
        assertEquals(200, result.int32("statusCode"), result.toJson());
    }

    @Test
    void theFileIsStoredWithTheCredentialsOfTheRole() throws Exception {
        try (HttpDouble s3 = new HttpDouble(request -> new HttpDouble.Answer(200, ""))) {
            Map<String, String> environment = environment(s3);
            environment.put("AWS_ACCESS_KEY_ID", "ASIAROLE");
            environment.put("AWS_SECRET_ACCESS_KEY", "key");
            environment.put("AWS_SESSION_TOKEN", "token");
            environment.put("OTLP2PARQUET_BASE_PATH", "raw/otlp");

            assertStored(new Deployed(environment, Startup.AWS));

            HttpDouble.Request put = s3.requests().get(0);
            assertEquals("PUT", put.method());
            assertTrue(put.path().startsWith("/telemetry/raw/otlp/logs/"), put.path());
            assertTrue(put.authorization().contains("Credential=ASIAROLE/"), put.authorization());
            assertTrue(put.authorization().contains("/eu-central-1/s3/"), put.authorization());
            assertEquals("token", put.token());
            assertEquals(1, s3.requests().size());
        }
    }

    /** The snapshot has the connections and credentials of the process that it was made of. */
    @Test
    void aRestoreRenewsConnectionsAndCredentials() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (HttpDouble s3 = new HttpDouble(request -> new HttpDouble.Answer(200, ""));
                HttpDouble lambda = new HttpDouble(
                        request -> new HttpDouble.Answer(
                                200,
                                "{\"AccessKeyId\":\"ASIA" + number.incrementAndGet()
                                        + "\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"2099-01-01T00:00:00Z\"}"))) {
            Map<String, String> environment = environment(s3);
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", lambda.uri() + "/credentials");
            environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "opaque");
            Deployed function = new Deployed(environment, Startup.AWS);
            assertEquals(0, lambda.requests().size(), "nothing is asked before the snapshot is made");
            assertStored(function);
            assertStored(function);

            restoreAsLambdaDoes();
            assertStored(function);

            List<HttpDouble.Request> puts = s3.requests();
            assertEquals(3, puts.size());
            assertTrue(puts.get(0).authorization().contains("Credential=ASIA1/"));
            assertTrue(puts.get(1).authorization().contains("Credential=ASIA1/"));
            assertTrue(puts.get(2).authorization().contains("Credential=ASIA2/"));
            assertEquals(puts.get(0).clientPort(), puts.get(1).clientPort());
            assertNotEquals(puts.get(1).clientPort(), puts.get(2).clientPort());
        }
    }

    @Test
    void aRestoreRenewsRandomNumbers(@TempDir Path folder) throws Exception {
        List<Randomness> sources = new ArrayList<>();
        Deployed function = new Deployed(
                Map.of("OTLP2PARQUET_ALLOW_ANONYMOUS", "true", "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
                recording(sources, folder));

        restoreAsLambdaDoes();

        assertStored(function);
        assertEquals(2, sources.size());
        assertNotSame(sources.get(0), sources.get(1));
    }

    @Test
    void theFirstEventRenewsThemIfNoHookWasCalled(@TempDir Path folder) throws Exception {
        List<Randomness> sources = new ArrayList<>();
        Deployed function = new Deployed(
                Map.of("OTLP2PARQUET_ALLOW_ANONYMOUS", "true", "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
                recording(sources, folder));

        assertStored(function);
        assertStored(function);

        assertEquals(2, sources.size());
    }

    private static Startup.Storage recording(List<Randomness> sources, Path folder) {
        return (config, environment, http, digest, clock, random) -> {
            sources.add(random);
            return new Startup.Opened(new FileObjectStore(folder), CredentialsProvider.none());
        };
    }

    /** By the context of Lambda's runtime, with which the handler has registered. It keeps what it knows by weak references. */
    private static void restoreAsLambdaDoes() throws Exception {
        System.gc();
        com.amazonaws.services.lambda.crac.Core.getGlobalContext().afterRestore(null);
    }

    @Test
    void aStoreThatDoesNotAnswerGetsTheExporterAnAnswerInTime() throws Exception {
        try (HttpDouble s3 = new HttpDouble(request -> {
            Thread.sleep(60_000);
            return new HttpDouble.Answer(200, "");
        })) {
            Map<String, String> environment = environment(s3);
            environment.put("AWS_ACCESS_KEY_ID", "ASIA");
            environment.put("AWS_SECRET_ACCESS_KEY", "key");
            Deployed function = new Deployed(environment, Startup.AWS);

            JsonObject result = function.result(Events.bytes(EVENT), Invocation.of(3_000));

            assertEquals(503, result.int32("statusCode"), result.toJson());
            assertTrue(result.object("headers").has("retry-after"), result.toJson());
            assertTrue(result.string("body").contains("nothing is lost"), result.toJson());
            assertEquals(1, s3.requests().size());
            String line = function.log().get(function.log().size() - 1);
            assertTrue(line.contains("the time of the function is up"), line);
        }
    }

    @Test
    void aStoreThatRefusesIsNotAskedLongerThanTheTimeAllows() throws Exception {
        try (HttpDouble s3 = new HttpDouble(request -> new HttpDouble.Answer(503, ""))) {
            Map<String, String> environment = environment(s3);
            environment.put("AWS_ACCESS_KEY_ID", "ASIA");
            environment.put("AWS_SECRET_ACCESS_KEY", "key");
            Deployed function = new Deployed(environment, Startup.AWS);

            JsonObject result = function.result(Events.bytes(EVENT), Invocation.of(2_000));

            assertEquals(503, result.int32("statusCode"), result.toJson());
        }
    }
}
