/**
 * Manifests and manifest lists of format versions 2 and 3 (specification, "Manifests", "Manifest Lists" and
 * "Snapshots"). Files of all versions and writers are read by field id. Written files have every field id and metadata
 * key.
 */
package dev.otlp2parquet.iceberg.manifest;
