package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.log.LogSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that stores in a directory the objects that request bodies become: what a Worker with the same variables
 * must store byte for byte, as long as the codec is {@code none} or {@code snappy} (the others are the host's own).
 *
 * <pre>
 * java -cp target/classes:target/test-classes:$(cat target/test-classpath.txt) dev.otlp2parquet.ingest.GoldenObjects \
 *     &lt;directory> [NAME=value ...] {&lt;logs|traces|metrics> &lt;content type> &lt;body file>} ...
 * </pre>
 *
 * NAME is a variable without its {@code OTLP2PARQUET_}; the codec is {@code none} unless it says otherwise, and nothing is batched. {@code
 * RECEIVED_UNIX_NANOS} sets the clock, which log records without any time take theirs from (0 by default). Prints the
 * status of each answer, then the key of each object in the directory; exits with 1 unless every answer is 200. Bodies
 * of answers and the log go to standard error.
 */
public final class GoldenObjects {

    private static final String CLOCK = "RECEIVED_UNIX_NANOS";

    private GoldenObjects() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        variables.put("OTLP2PARQUET_PARQUET_COMPRESSION", "none");
        variables.put("OTLP2PARQUET_BATCHING_ENABLED", "false");
        long now = 0;
        int next = 1;
        for (; next < args.length && args[next].indexOf('=') > 0; next++) {
            String name = args[next].substring(0, args[next].indexOf('='));
            String value = args[next].substring(name.length() + 1);
            if (name.equals(CLOCK)) {
                now = Long.parseLong(value);
            } else {
                variables.put("OTLP2PARQUET_" + name, value);
            }
        }
        if (next >= args.length || (args.length - next) % 3 != 0) {
            System.err.println("usage: GoldenObjects <directory> [NAME=value ...]"
                    + " {<logs|traces|metrics> <content type> <body file>} ...");
            System.exit(2);
        }
        FileObjectStore store = new FileObjectStore(Path.of(args[0]));
        boolean stored = true;
        for (; next < args.length; next += 3) {
            byte[] body = Files.readAllBytes(Path.of(args[next + 2]));
            HttpAnswer answer = store(store, now, variables, "/v1/" + args[next], args[next + 1], body);
            System.out.println(answer.status());
            System.err.println(new String(answer.body(), StandardCharsets.UTF_8));
            stored &= answer.status() == 200;
        }
        for (String key : store.keys()) {
            System.out.println(key);
        }
        System.exit(stored ? 0 : 1);
    }

    /** Sends one body through the whole of ingest. */
    private static HttpAnswer store(
            FileObjectStore store,
            long now,
            Map<String, String> variables,
            String path,
            String contentType,
            byte[] body) {
        LogSink log = (level, json) -> System.err.println(json);
        Gateway gateway = Gateway.configure(variables, () -> 0x5EED);
        RequestHead head =
                new RequestHead("POST", path, List.of(new Header("content-type", contentType)), "golden-objects");
        Admission admission = gateway.admit(head, log);
        if (admission instanceof Admission.ReadBody admitted) {
            BatchingPorts ports = JvmPorts.of(
                    store, gateway.config().lake().compression(), new StandingClock(now), () -> 0x5EED, log);
            return admitted.receiver().receive(admitted, new ArrayBody(body), ports);
        }
        return ((Admission.Answer) admission).response();
    }
}
