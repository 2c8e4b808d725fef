package dev.otlp2parquet.iceberg.commit;

/** Who writes, as snapshots name it: {@code engine-name}, {@code engine-version}. */
public record Engine(String name, String version) {}
