/**
 * Writes Apache Parquet files from columns in memory. This library knows nothing of OTLP, Iceberg or Workers. It runs on
 * the JVM and, compiled by TeaVM, in WebAssembly.
 *
 * <pre>{@code
 * Schema schema = new Schema("logs", List.of(
 *         Field.timestampMicros("Timestamp", REQUIRED, 1),
 *         Field.string("Body", OPTIONAL, 2)));
 * RowBatch batch = new RowBatch(schema);
 * batch.column(0).asLong().append(1_700_000_000_000_000L);
 * batch.column(1).asBinary().append(bytes, offset, length);
 * ParquetFile file = new ParquetFileWriter(WriterOptions.defaults(), new SnappyCompressor())
 *         .write(batch, RowSelection.all(batch));
 * }</pre>
 *
 * <p>There are three ways to write a file: from one batch at once
 * ({@link dev.otlp2parquet.parquet.ParquetFileWriter#write}), from several batches in memory
 * ({@link dev.otlp2parquet.parquet.OpenParquetFile}), and row group by row group to an output
 * ({@link dev.otlp2parquet.parquet.StreamedParquetFile}). The same batches give the same bytes in all three.
 *
 * <p>The packages {@code schema}, {@code column}, {@code compress}, {@code bytes} and {@code io} are public too. No other
 * module may use the packages below {@code internal}.
 */
package dev.otlp2parquet.parquet;
