package dev.otlp2parquet.aws.s3;

/**
 * An object in a listing.
 *
 * @param key below the store's prefix
 * @param size in bytes
 */
public record StoredObject(String key, long size) {}
