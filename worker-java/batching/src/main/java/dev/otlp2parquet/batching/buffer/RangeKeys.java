package dev.otlp2parquet.batching.buffer;

/** The names of ranges and their parts. They are in buckets, snapshots and databases, so they never change. */
final class RangeKeys {

    private final String buffer;
    private final String incarnation;

    /** @param incarnation of the buffer's database */
    RangeKeys(String buffer, String incarnation) {
        this.buffer = buffer;
        this.incarnation = incarnation;
    }

    /** The beginning of the names of the files of a range. */
    String stem(SealedRange range) {
        return buffer + "-" + incarnation + "-" + range.from() + "-" + range.to();
    }

    /** The identity of a part among all parts of all ranges of all buffers. */
    String key(SealedRange range, Part part) {
        String whole = buffer + ":" + incarnation + ":" + range.from() + "-" + range.to();
        return part.number() == 0 ? whole : whole + "@" + part.number();
    }
}
