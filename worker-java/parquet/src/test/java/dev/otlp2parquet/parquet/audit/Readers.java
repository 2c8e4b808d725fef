package dev.otlp2parquet.parquet.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.jvm.GzipCompressor;
import dev.otlp2parquet.parquet.jvm.ZstdCompressor;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.DuckDb;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/** Writes rows and demands that every reader gets them back and that nothing in the file is wrong. */
public final class Readers implements AutoCloseable {
    private final DuckDb duckDb = new DuckDb();

    /** A file and parquet-java's view of it, after all checks. */
    public record Checked(ParquetFile file, ParquetJava parquetJava) {
        public byte[] bytes() {
            return Arrays.copyOf(file.array(), file.length());
        }
    }

    /** A new compressor of a codec. */
    public static Compressor compressor(Codec codec) {
        return switch (codec) {
            case UNCOMPRESSED -> Compressor.uncompressed();
            case SNAPPY -> new SnappyCompressor();
            case GZIP -> new GzipCompressor();
            case ZSTD -> new ZstdCompressor();
        };
    }

    public Checked check(Schema schema, List<List<Object>> rows) {
        return check(schema, rows, WriterOptions.defaults(), Codec.ZSTD);
    }

    public Checked check(Schema schema, List<List<Object>> rows, WriterOptions options, Codec codec) {
        RowBatch batch = BatchFiller.batch(schema, rows);
        return check(batch, RowSelection.all(batch), rows, options, codec);
    }

    /** Writes a selection of a batch that should come out as {@code rows}. */
    public Checked check(
            RowBatch batch, RowSelection selection, List<List<Object>> rows, WriterOptions options, Codec codec) {
        ParquetFile file = new ParquetFileWriter(options, compressor(codec)).write(batch, selection);
        return check(batch.schema(), rows, options, file);
    }

    /** Checks a file that should hold {@code rows}. */
    public Checked check(Schema schema, List<List<Object>> rows, WriterOptions options, ParquetFile file) {
        Checked checked = new Checked(file, ParquetJava.read(Arrays.copyOf(file.array(), file.length())));
        assertRows("parquet-java", rows, checked.parquetJava().rows(), schema);
        FileAudit.check(schema, rows, options, file, checked.parquetJava());
        MessageType type = checked.parquetJava().schema();
        assertRows("DuckDB", DuckDb.asRead(rows, type), duckDb.rows(checked.bytes(), type), schema);
        return checked;
    }

    public DuckDb duckDb() {
        return duckDb;
    }

    @Override
    public void close() {
        duckDb.close();
    }

    /** Names the first cell that differs: whole tables are unreadable in a message. */
    public static void assertRows(String reader, List<List<Object>> expected, List<List<Object>> found, Schema schema) {
        for (int row = 0; row < Math.min(expected.size(), found.size()); row++) {
            if (!expected.get(row).equals(found.get(row))) {
                for (int i = 0; i < schema.fields().size(); i++) {
                    assertEquals(
                            expected.get(row).get(i),
                            found.get(row).get(i),
                            reader + ", row " + row + ", column "
                                    + schema.fields().get(i));
                }
            }
        }
        assertEquals(expected.size(), found.size(), reader + ": number of rows");
        assertEquals(expected, found, reader);
    }
}
