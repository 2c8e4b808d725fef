package dev.otlp2parquet.lambda;

import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.aws.s3.S3Options;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.lambda.event.EventReader;
import dev.otlp2parquet.lambda.event.HttpEvent;
import dev.otlp2parquet.lambda.limit.TimeLimit;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.platform.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Some requests through a separate function, whose store sends nothing. They load the classes and natives that requests need before
 * the first one comes; with SnapStart, before the snapshot is made.
 */
final class Warmup {

    private static final Map<String, String> ENVIRONMENT = Map.of("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");

    private static final String LOGS = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"warm"}}]},
            "scopeLogs":[{"scope":{"name":"warm"},"logRecords":[{"timeUnixNano":"1760000000000000000","severityNumber":9,
            "body":{"stringValue":"warm"},"attributes":[{"key":"n","value":{"intValue":"1"}}]}]}]}]}""";

    private static final String TRACES = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
            "spanId":"eee19b7ec3c1b174","name":"warm","kind":2,"startTimeUnixNano":"1760000000000000000",
            "endTimeUnixNano":"1760000001000000000","events":[{"timeUnixNano":"1760000000000000000","name":"e"}]}]}]}]}""";

    private static final String METRICS = """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[
            {"timeUnixNano":"1760000000000000000","asDouble":1.5}]}},{"name":"h","histogram":{"aggregationTemporality":2,
            "dataPoints":[{"timeUnixNano":"1760000000000000000","count":"1","sum":1,"bucketCounts":["1","0"],
            "explicitBounds":[1]}]}}]}]}]}""";

    /** ExportLogsServiceRequest with one record: its time, and the body "warm". */
    private static final String LOGS_PROTOBUF = "0a1512131211090000d4a4c1866c182a060a047761726d";

    private Warmup() {}

    /**
     * Sends the requests.
     *
     * @return the statuses of the answers: 200 for each
     */
    static List<Integer> run() {
        HttpClient taker = request -> new HttpResponse(200, Map.of(), Binary.of(new byte[0]));
        LambdaFunction function = Startup.configure(
                ENVIRONMENT,
                (config, environment, http, digest, clock, random) -> {
                    CredentialsProvider keys = CredentialsProvider.of(Credentials.of("warm", "warm"));
                    S3Options bucket = S3Options.of("warm-up", "us-east-1");
                    return new Startup.Opened(new S3ObjectStore(bucket, keys, http, digest, clock, random), keys);
                },
                taker,
                new TimeLimit(),
                (level, line) -> {});
        return List.of(
                status(function, "logs", "json", "", Utf8.encode(LOGS)),
                status(function, "traces", "json", "gzip", gzip(Utf8.encode(TRACES))),
                status(function, "metrics", "json", "", Utf8.encode(METRICS)),
                status(function, "logs", "x-protobuf", "", Hex.parse(LOGS_PROTOBUF)));
    }

    private static int status(LambdaFunction function, String signal, String type, String coding, byte[] body) {
        byte[] event = Utf8.encode("{\"version\":\"2.0\",\"rawPath\":\"/v1/" + signal
                + "\",\"headers\":{\"content-type\":\"application/" + type + "\",\"content-encoding\":\"" + coding
                + "\"},\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"isBase64Encoded\":true,\"body\":\""
                + Base64.getEncoder().encodeToString(body) + "\"}");
        HttpEvent request = EventReader.read(event, "warm-up");
        HttpAnswer answer = function.answer(request, event.length);
        request.result(answer);
        return answer.status();
    }

    private static byte[] gzip(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
