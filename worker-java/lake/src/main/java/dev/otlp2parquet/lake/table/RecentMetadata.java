package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.platform.Binary;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A cache of the manifest lists and manifests that were written last, and of lists that were read. A commit begins with
 * the list of the previous one, and reads the manifests that were added since its files were stored. This isolate wrote
 * most of them and need not read them back. Objects never change, so the cache stays valid.
 */
final class RecentMetadata {

    /** A manifest of a few files has some 5 KB. A list has some 150 bytes for each of about a hundred manifests. */
    private static final int MAX_OBJECT_BYTES = 64 << 10;

    private static final int MAX_BYTES = 512 << 10;

    private final Deque<Recent> objects = new ArrayDeque<>();
    private int bytes;

    private record Recent(String location, Binary content) {}

    /** Returns the bytes of an object, or null if they are not cached. Callers must not change them. */
    byte[] get(String location) {
        for (Recent object : objects) {
            if (object.location().equals(location)) {
                return object.content().array();
            }
        }
        return null;
    }

    /** Caches an object that was written. The array must not change any more. */
    void written(String location, byte[] content) {
        if (content.length > MAX_OBJECT_BYTES || get(location) != null) {
            return;
        }
        objects.addLast(new Recent(location, Binary.of(content)));
        bytes += content.length;
        while (bytes > MAX_BYTES) {
            bytes -= objects.removeFirst().content().array().length;
        }
    }

    /** Caches an object that was read, if it is a list. Merges read many manifests, which are not cached. */
    void read(String location, byte[] content) {
        if (location.startsWith("snap-", location.lastIndexOf('/') + 1)) {
            written(location, content);
        }
    }
}
