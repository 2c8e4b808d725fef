package dev.otlp2parquet.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.lambda.Events.Door;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.testkit.Versitygw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The function as a process behind Lambda's emulator, over a server that checks signatures. */
@EnabledIfEnvironmentVariable(
        named = Emulator.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_LAMBDA_EMULATOR is not set: scripts/lambda-emulator builds it and prints its path")
@EnabledIfEnvironmentVariable(
        named = Versitygw.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_VERSITYGW is not set: scripts/versitygw builds it and prints its path")
@Tag("lambda")
class EmulatorTest {

    @TempDir
    private static Path folder;

    private static Versitygw s3;
    private static Emulator emulator;

    @BeforeAll
    static void start() throws Exception {
        s3 = new Versitygw(Files.createDirectory(folder.resolve("s3")), "lake");
        Map<String, String> environment = new HashMap<>();
        environment.put("OTLP2PARQUET_AUTH_TOKEN", "local-token");
        environment.put("OTLP2PARQUET_S3_BUCKET", "lake");
        environment.put("OTLP2PARQUET_S3_ENDPOINT", s3.endpoint());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", Versitygw.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", Versitygw.SECRET_KEY);
        emulator = new Emulator(folder.resolve("emulator.log"), environment);
    }

    @AfterAll
    static void stop() throws Exception {
        if (emulator != null) {
            emulator.close();
        }
        if (s3 != null) {
            s3.close();
        }
    }

    private static JsonObject post(Door door, byte[] body) throws Exception {
        Map<String, String> headers = Map.of(
                "content-type",
                "application/x-protobuf",
                "content-encoding",
                "gzip",
                "authorization",
                "Bearer local-token");
        return JsonValue.parseObject(
                emulator.invoke(Events.bytes(Events.base64(door, "POST", "/v1/logs", headers, Otlp.gzip(body)))));
    }

    @Test
    void eventsBecomeRowsOnce() throws Exception {
        for (Door door : List.of(Door.REST_API, Door.HTTP_API, Door.FUNCTION_URL, Door.FUNCTION_URL)) {
            JsonObject result = post(door, Otlp.protobuf("through the " + door));
            assertEquals(200, result.int32("statusCode"), result.toJson());
        }

        assertEquals(
                List.of("through the FUNCTION_URL", "through the HTTP_API", "through the REST_API"),
                Deployed.column(s3.bucketFolder("lake"), "Body"));
        String log = emulator.log();
        assertTrue(log.contains("\"message\":\"request\""), log);
    }

    @Test
    void anEventOfAnotherShapeFailsTheInvocation() throws Exception {
        JsonObject error = JsonValue.parseObject(emulator.invoke(Otlp.utf8("{\"key1\":\"value1\"}")));

        assertEquals("dev.otlp2parquet.lambda.event.UnknownEventException", error.string("errorType"), error.toJson());
        assertTrue(error.string("errorMessage").contains("test event"), error.toJson());
    }
}
