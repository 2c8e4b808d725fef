package dev.otlp2parquet.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The sample requests in the test resources; their README says where they come from. */
public final class Samples {
    private Samples() {}

    /**
     * The bytes of a sample.
     *
     * @param path below {@code testdata/}
     */
    public static byte[] read(String path) {
        try (InputStream in = Samples.class.getResourceAsStream("/testdata/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Signal signal(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.startsWith("metric") ? Signal.METRICS : name.startsWith("trace") ? Signal.TRACES : Signal.LOGS;
    }

    public static RequestFormat format(String path) {
        return path.endsWith(".pb")
                ? RequestFormat.PROTOBUF
                : path.endsWith(".jsonl") ? RequestFormat.JSON_LINES : RequestFormat.JSON;
    }
}
