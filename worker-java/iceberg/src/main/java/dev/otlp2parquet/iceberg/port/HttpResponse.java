package dev.otlp2parquet.iceberg.port;

import dev.otlp2parquet.iceberg.schema.Binary;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers by lower-case name
 * @param body empty for none
 */
public record HttpResponse(int status, Map<String, String> headers, Binary body) {}
