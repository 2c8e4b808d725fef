package dev.otlp2parquet.iceberg.commit;

/** The writer, as snapshots name it: {@code engine-name}, {@code engine-version}. */
public record Engine(String name, String version) {}
