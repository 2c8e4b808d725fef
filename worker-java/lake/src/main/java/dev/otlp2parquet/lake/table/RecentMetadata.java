package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.platform.Binary;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Manifest lists and manifests that were written last, and lists that were read. The next commit to a table begins with the list of the
 * one before, and looks into the manifests that came since its files were stored: most are by this isolate, which need not read them
 * back. Objects never change, so that what is remembered stays true.
 */
final class RecentMetadata {

    /** A manifest of a few files has some 5 KB, a list some 150 bytes for each of about a hundred manifests. */
    private static final int MAX_OBJECT_BYTES = 64 << 10;

    private static final int MAX_BYTES = 512 << 10;

    private final Deque<Recent> objects = new ArrayDeque<>();
    private int bytes;

    private record Recent(String location, Binary content) {}

    /** The bytes of an object, not to be changed; null if they are not remembered. */
    byte[] get(String location) {
        for (Recent object : objects) {
            if (object.location().equals(location)) {
                return object.content().array();
            }
        }
        return null;
    }

    /** Remembers an object that was written. The array must not change any more. */
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

    /** As {@link #written}, for what was read: lists only, manifests are read in numbers when they are merged. */
    void read(String location, byte[] content) {
        if (location.startsWith("snap-", location.lastIndexOf('/') + 1)) {
            written(location, content);
        }
    }
}
