/**
 * Manifests and manifest lists, format versions 2 and 3 (specification, "Manifests", "Manifest Lists" and "Snapshots"). Files
 * of all versions and writers are read by field id; what this library writes is written with every field id and metadata key.
 */
package dev.otlp2parquet.iceberg.manifest;
