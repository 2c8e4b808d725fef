package dev.otlp2parquet.ingest.store;

import dev.otlp2parquet.otlp.table.Table;

/**
 * Keys of plain mode: {@code {prefix}{logs|traces|metrics/{type}}/{service}/year=YYYY/month=MM/day=DD/hour=HH/{first
 * timestamp us}-{content hash}.parquet}. The content decides the name, so that storing the same request again finds its
 * objects there.
 */
final class PlainKeys {

    /** Half of a SHA-256: 128 bits are enough for names, and keys are read by people. */
    private static final int HASH_BYTES = 16;

    private static final String METRICS = "metrics_";

    private final String prefix;

    /** @param prefix empty, or ends with {@code /} */
    PlainKeys(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The key of one file.
     *
     * @param serviceSegment from {@link ServiceSegment}, or null when files are not split by service
     * @param hour hours since the epoch that all rows' timestamps fall in
     * @param firstMicros the least timestamp of its rows
     * @param sha256 of its bytes
     */
    String key(Table table, String serviceSegment, long hour, long firstMicros, byte[] sha256) {
        StringBuilder key = new StringBuilder(160);
        key.append(prefix).append(folder(table)).append('/');
        if (serviceSegment != null) {
            key.append(serviceSegment).append('/');
        }
        key.append(HourPath.of(hour))
                .append('/')
                .append(firstMicros)
                .append('-')
                .append(Hex.of(sha256, HASH_BYTES));
        return key.append(".parquet").toString();
    }

    private static String folder(Table table) {
        String name = table.tableName();
        return name.startsWith(METRICS) ? "metrics/" + name.substring(METRICS.length()) : name;
    }
}
