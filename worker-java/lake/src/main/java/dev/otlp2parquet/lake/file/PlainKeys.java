package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.table.TableShape;

/**
 * Keys of plain mode: {@code {prefix}{folder}/{key}/year=YYYY/month=MM/day=DD/hour=HH/{first
 * timestamp us}-{name}.parquet}. {@link FileNames} give the name.
 */
final class PlainKeys {

    private final String prefix;

    /** @param prefix empty, or ends with {@code /} */
    PlainKeys(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Returns the key of one file.
     *
     * @param serviceSegment from {@link ServiceSegment}, or null if files are not divided by service
     * @param hour hour of all timestamps of its rows, in hours since the epoch
     * @param firstMicros earliest timestamp of its rows
     * @param name distinguishes it from other files; characters that are allowed in keys
     */
    String key(TableShape table, String serviceSegment, long hour, long firstMicros, String name) {
        StringBuilder key = new StringBuilder(160);
        key.append(prefix).append(table.folder()).append('/');
        if (serviceSegment != null) {
            key.append(serviceSegment).append('/');
        }
        key.append(HourPath.of(hour))
                .append('/')
                .append(firstMicros)
                .append('-')
                .append(name);
        return key.append(".parquet").toString();
    }
}
