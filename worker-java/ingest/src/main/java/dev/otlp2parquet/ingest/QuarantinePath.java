package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.buffer.BufferName;
import dev.otlp2parquet.table.Feeds;

/**
 * A path under {@code /quarantine}: of everything that is set aside, of one request, or of its replay.
 *
 * @param buffer null for everything
 * @param sequence 0 for everything
 * @param replay whether the path ends in {@code /replay}
 */
record QuarantinePath(String buffer, long sequence, boolean replay) {

    private static final String ROOT = "/quarantine";
    private static final String REPLAY = "/replay";

    /** Digits of a sequence: together with the number of a chunk it has at most 53 bits. */
    private static final int MAX_SEQUENCE_DIGITS = 12;

    /** Digits of a shard, now or in an earlier configuration. */
    private static final int MAX_SHARD_DIGITS = 3;

    /** Parses a path, or returns null if no buffer of the feeds has it. */
    public static QuarantinePath of(String path, Feeds feeds) {
        if (path.equals(ROOT)) {
            return new QuarantinePath(null, 0, false);
        }
        if (!path.startsWith(ROOT + "/")) {
            return null;
        }
        String rest = path.substring(ROOT.length() + 1);
        boolean replay = rest.endsWith(REPLAY);
        if (replay) {
            rest = rest.substring(0, rest.length() - REPLAY.length());
        }
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String buffer = rest.substring(0, slash);
        long sequence = number(rest.substring(slash + 1), MAX_SEQUENCE_DIGITS);
        return sequence < 1 || !isBuffer(buffer, feeds) ? null : new QuarantinePath(buffer, sequence, replay);
    }

    /** The methods of the path, as the header {@code Allow} lists them. */
    public String methods() {
        if (buffer == null) {
            return "GET";
        }
        return replay ? "POST" : "GET, DELETE";
    }

    public boolean takes(String method) {
        return method.equals("DELETE") ? buffer != null && !replay : method.equals(replay ? "POST" : "GET");
    }

    private static boolean isBuffer(String name, Feeds feeds) {
        int dash = name.lastIndexOf('-');
        if (dash < 1) {
            return false;
        }
        String shard = name.substring(dash + 1);
        int number = (int) number(shard, MAX_SHARD_DIGITS);
        // Only one spelling for each shard: a question must not create another object.
        if (number < 0 || !Integer.toString(number).equals(shard)) {
            return false;
        }
        return feeds.find(BufferName.feed(name)) != null;
    }

    /** A decimal number, or -1. */
    private static long number(String text, int maxDigits) {
        if (text.isEmpty() || text.length() > maxDigits) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
