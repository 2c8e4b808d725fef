package dev.otlp2parquet.parquet.bench;

import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import dev.otlp2parquet.parquet.jvm.ZstdCompressor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * CPU time and size of writing rows that are columns already, for each profile and codec: medians of interleaved rounds after a
 * warm-up. Arguments: rows of a batch (10000), rounds (30).
 */
public final class WriterBenchmark {

    private static final long SEED = 20_261_121L;

    private WriterBenchmark() {}

    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        System.out.println("seed " + SEED + ", " + rows + " rows, " + rounds + " rounds");
        RowBatch batch = new RowBatch(LogRows.schema());
        new LogRows(SEED).append(batch, rows);
        System.out.println("held " + batch.bufferedBytes() / rows + " bytes per row");
        Compressor[] compressors = {Compressor.uncompressed(), new SnappyCompressor(), new ZstdCompressor()};
        EncodingProfile[] profiles = EncodingProfile.values();
        long[][] times = new long[compressors.length * profiles.length][rounds];
        long[] sortTimes = new long[rounds];
        int[] sizes = new int[times.length];
        // As many rounds again before the measured ones: the JVM compiles first.
        for (int round = -rounds; round < rounds; round++) {
            long start = cpuTime();
            RowOrder order = RowOrder.of(batch, List.of(SortKey.of(6), SortKey.of(0)));
            sortTimes[Math.max(round, 0)] = cpuTime() - start;
            for (int i = 0; i < times.length; i++) {
                WriterOptions options = WriterOptions.builder()
                        .encodings(profiles[i % profiles.length])
                        .build();
                ParquetFileWriter writer = new ParquetFileWriter(options, compressors[i / profiles.length]);
                start = cpuTime();
                ParquetFile file = writer.write(batch, order.selection(0, rows));
                times[i][Math.max(round, 0)] = cpuTime() - start;
                sizes[i] = file.length();
            }
        }
        System.out.println("sort " + median(sortTimes) / rows + " ns per row");
        for (int i = 0; i < times.length; i++) {
            System.out.println(compressors[i / profiles.length].codec() + " " + profiles[i % profiles.length] + ": "
                    + median(times[i]) / rows + " ns and " + Math.round(sizes[i] * 10.0 / rows) / 10.0
                    + " bytes per row");
        }
    }

    /** Of this thread: what others do on the machine does not count. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
