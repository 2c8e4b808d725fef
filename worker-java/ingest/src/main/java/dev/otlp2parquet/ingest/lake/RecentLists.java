package dev.otlp2parquet.ingest.lake;

import dev.otlp2parquet.iceberg.schema.Binary;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The manifest lists that were written or read last. The next commit to a table begins with the list of the one before, which spares it
 * a read from the store. Objects never change, so that what is remembered stays true.
 */
final class RecentLists {

    /** Two for each table: the one that is committed, and the one that is being made. */
    private static final int MAX_LISTS = 14;

    /** A list has some 150 bytes for each manifest; merging keeps them at about a hundred. */
    private static final int MAX_BYTES = 64 << 10;

    private final Deque<Recent> lists = new ArrayDeque<>();

    private record Recent(String location, Binary bytes) {}

    /** The bytes of a list, not to be changed; null if they are not remembered. */
    byte[] get(String location) {
        for (Recent list : lists) {
            if (list.location().equals(location)) {
                return list.bytes().array();
            }
        }
        return null;
    }

    /** Remembers an object if it is a list. The array must not change any more. */
    void put(String location, byte[] bytes) {
        boolean list = location.startsWith("snap-", location.lastIndexOf('/') + 1);
        if (list && bytes.length <= MAX_BYTES && get(location) == null) {
            lists.addLast(new Recent(location, Binary.of(bytes)));
            if (lists.size() > MAX_LISTS) {
                lists.removeFirst();
            }
        }
    }
}
