package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpResponse;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.jvm.FileObjectStore;
import dev.otlp2parquet.ingest.jvm.JdkDigest;
import dev.otlp2parquet.ingest.jvm.JvmCompressors;
import dev.otlp2parquet.ingest.port.LogSink;
import dev.otlp2parquet.ingest.port.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that stores in a directory the objects that a request body becomes: what a Worker with the same variables
 * must store byte for byte, as long as the codec is {@code none} or {@code snappy} (the others are the host's own).
 *
 * <pre>
 * java -cp target/classes:target/test-classes:$(cat target/test-classpath.txt) dev.otlp2parquet.ingest.GoldenObjects \
 *     &lt;directory> &lt;logs|traces|metrics> &lt;content type> &lt;body file> [NAME=value ...]
 * </pre>
 *
 * NAME is a variable without its {@code OTLP2PARQUET_}; {@code RECEIVED_UNIX_NANOS} sets the clock, which log records
 * without any time take theirs from (0 by default). Prints the answer's status, then the key of each object in the
 * directory; exits with 1 unless the answer is 200. The answer's body goes to standard error.
 */
public final class GoldenObjects {

    private static final String CLOCK = "RECEIVED_UNIX_NANOS";

    private GoldenObjects() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 4) {
            System.err.println("usage: GoldenObjects <directory> <logs|traces|metrics> <content type> <body file>"
                    + " [NAME=value ...]");
            System.exit(2);
        }
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        variables.put("OTLP2PARQUET_PARQUET_COMPRESSION", "none");
        long now = 0;
        for (int i = 4; i < args.length; i++) {
            String[] variable = args[i].split("=", 2);
            if (variable[0].equals(CLOCK)) {
                now = Long.parseLong(variable[1]);
            } else {
                variables.put("OTLP2PARQUET_" + variable[0], variable[1]);
            }
        }
        FileObjectStore store = new FileObjectStore(Path.of(args[0]));
        HttpResponse answer =
                store(store, now, variables, "/v1/" + args[1], args[2], Files.readAllBytes(Path.of(args[3])));
        System.out.println(answer.status());
        for (String key : store.keys()) {
            System.out.println(key);
        }
        System.err.println(new String(answer.body(), StandardCharsets.UTF_8));
        System.exit(answer.status() == 200 ? 0 : 1);
    }

    /** Sends one body through the whole of ingest. */
    static HttpResponse store(
            FileObjectStore store,
            long now,
            Map<String, String> variables,
            String path,
            String contentType,
            byte[] body) {
        LogSink log = (level, json) -> System.err.println(json);
        Gateway gateway = Gateway.configure(variables);
        RequestHead head =
                new RequestHead("POST", path, List.of(new Header("content-type", contentType)), "golden-objects");
        Admission admission = gateway.admit(head, log);
        if (admission instanceof Admission.ReadBody admitted) {
            Ports ports = new Ports(
                    store, JvmCompressors.of(gateway.config().compression()), new JdkDigest(), () -> now, log);
            return gateway.receiver(ports).receive(admitted, () -> body);
        }
        return ((Admission.Answer) admission).response();
    }
}
