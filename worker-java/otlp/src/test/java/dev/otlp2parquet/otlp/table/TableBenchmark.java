package dev.otlp2parquet.otlp.table;

import com.google.protobuf.Message;
import dev.otlp2parquet.otlp.CountingSink;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures the way from a request to a file on the JVM in CPU time: decoding alone, decoding into columns, writing the file.
 * Not a test; run its main on the test class path, with the number of rows (10000) as argument.
 */
public final class TableBenchmark {
    private static final int WARM_UP = 60;
    private static final int RUNS = 41;

    private final Signal signal;
    private final RequestFormat format;
    private final int rows;
    private final byte[] body;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OtlpDecoder decoder = new OtlpDecoder();
    private final TableDefinitions definitions = new TableDefinitions(TableOptions.DEFAULT);
    private final ParquetFileWriter writer = new ParquetFileWriter(WriterOptions.defaults(), new SnappyCompressor());

    private TableBenchmark(Signal signal, RequestFormat format, int rows) throws Exception {
        this.signal = signal;
        this.format = format;
        this.rows = rows;
        Message request = new SteadyWorkload(rows).of(signal);
        this.body = format == RequestFormat.PROTOBUF
                ? request.toByteArray()
                : OtlpJson.plain(request).getBytes(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        System.out.printf(
                Locale.ROOT,
                "%-8s %-9s %9s | %12s %12s %12s | %12s %9s%n",
                "signal",
                "format",
                "body kB",
                "decode ms",
                "columns ms",
                "file ms",
                "rows/CPU s",
                "bytes/row");
        for (Signal signal : Signal.values()) {
            for (RequestFormat format : new RequestFormat[] {RequestFormat.JSON, RequestFormat.PROTOBUF}) {
                new TableBenchmark(signal, format, rows).run();
            }
        }
    }

    private void run() throws InvalidRequestException {
        long[] decode = new long[RUNS];
        long[] columns = new long[RUNS];
        long[] write = new long[RUNS];
        int bytes = 0;
        for (int run = -WARM_UP; run < RUNS; run++) {
            long start = threads.getCurrentThreadCpuTime();
            decoder.decode(signal, format, body, 0, body.length, new CountingSink());
            long decoded = threads.getCurrentThreadCpuTime();
            TableBatches batches = new TableBatches(definitions, 1);
            decoder.decode(signal, format, body, 0, body.length, batches);
            long filled = threads.getCurrentThreadCpuTime();
            RowBatch batch = batches.batch(table());
            ParquetFile file = writer.write(batch, RowSelection.all(batch));
            long written = threads.getCurrentThreadCpuTime();
            bytes = file.length();
            if (run >= 0) {
                decode[run] = decoded - start;
                columns[run] = filled - decoded;
                write[run] = written - filled;
            }
        }
        double decodeMs = median(decode) / 1e6;
        double columnsMs = median(columns) / 1e6;
        double writeMs = median(write) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-8s %-9s %9d | %12.2f %12.2f %12.2f | %12.0f %9.1f%n",
                signal,
                format,
                body.length / 1000,
                decodeMs,
                columnsMs,
                writeMs,
                rows / (columnsMs + writeMs) * 1000,
                (double) bytes / rows);
    }

    private OtlpTable table() {
        return switch (signal) {
            case LOGS -> OtlpTable.LOGS;
            case TRACES -> OtlpTable.TRACES;
            case METRICS -> OtlpTable.METRICS_GAUGE;
        };
    }

    private static long median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }
}
