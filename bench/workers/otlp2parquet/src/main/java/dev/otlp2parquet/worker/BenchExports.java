package dev.otlp2parquet.worker;

import dev.otlp2parquet.otlp.InvalidRequestException;
import org.teavm.interop.Export;

/**
 * What {@code bench/workers/otlp2parquet/index.ts} calls: a run is begun, takes bodies, and is finished into files. In the Worker's own
 * package, so that bytes pass the very transfer window and host calls that the deployed module uses.
 */
public final class BenchExports {

    private BenchExports() {}

    /** TeaVM wants an entry point; everything here starts from the exports. */
    public static void main(String[] arguments) {}

    @Export(name = "windowAddress")
    public static int windowAddress() {
        return Window.address();
    }

    /**
     * Begins a run, which the host keeps and passes to the others.
     *
     * @param signal 0 for logs, 1 for traces, 2 for metrics
     * @param json 1 for JSON, 0 for protobuf
     * @param modern 1 for the encodings of {@code MODERN}
     * @param stage how far to go; see {@link BenchRun}
     */
    @Export(name = "begin")
    public static BenchRun begin(HostRequest request, int signal, int json, int modern, int stage) {
        return new BenchRun(request, signal, json == 1, modern == 1, stage);
    }

    /** Decodes the body in the request's inbox. */
    @Export(name = "body")
    public static void body(BenchRun run, int length) {
        try {
            run.decode(length);
        } catch (InvalidRequestException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the files and tells how many there are. */
    @Export(name = "finish")
    public static int finish(BenchRun run) {
        return run.finish();
    }

    /** Puts a file into the request's outbox, and tells the position of its table in {@code Table}. */
    @Export(name = "file")
    public static int file(BenchRun run, int index) {
        return run.file(index);
    }

    /** Rows that all bodies together had. */
    @Export(name = "rows")
    public static int rows(BenchRun run) {
        return run.rows();
    }
}
