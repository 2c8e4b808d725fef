package dev.otlp2parquet.iceberg.avro;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes an object container file in memory. The caller appends the values of a record to {@link #record()} in the order of
 * the schema and calls {@link #endRecord()}.
 */
public final class AvroFileWriter {

    /** Bytes at which a block is closed, as in Avro's own writer. */
    private static final int BLOCK_BYTES = 64_000;

    private static final int SYNC_BYTES = 16;

    private final ByteSink file = new ByteSink(8192);
    private final AvroOutput block = new AvroOutput();
    private final byte[] sync;
    private final BlockCodecs codecs;
    private long records;

    /**
     * Writes the header.
     *
     * @param schema the record's schema in JSON
     * @param metadata texts for the header in this order, without schema and codec
     * @param sync 16 bytes, different for each file
     * @param codecs compresses blocks with DEFLATE; null for uncompressed blocks
     */
    public AvroFileWriter(String schema, Map<String, String> metadata, byte[] sync, BlockCodecs codecs) {
        if (sync.length != SYNC_BYTES) {
            throw new IllegalArgumentException("a sync marker has 16 bytes, found " + sync.length);
        }
        this.sync = Arrays.copyOf(sync, sync.length);
        this.codecs = codecs;
        file.write('O');
        file.write('b');
        file.write('j');
        file.write(1);
        file.writeZigzag(metadata.size() + 2L);
        writeEntry("avro.schema", schema);
        writeEntry("avro.codec", codecs == null ? "null" : "deflate");
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            writeEntry(entry.getKey(), entry.getValue());
        }
        file.writeZigzag(0);
        file.write(this.sync, 0, SYNC_BYTES);
    }

    /** Returns the output for the values of the current record. */
    public AvroOutput record() {
        return block;
    }

    /** Ends the current record. */
    public void endRecord() {
        records++;
        if (block.size() >= BLOCK_BYTES) {
            flush();
        }
    }

    /** Returns the bytes so far, with the open block uncompressed: an upper estimate. */
    public int size() {
        return file.size() + block.size();
    }

    /** Closes the last block and returns the file. */
    public byte[] finish() {
        flush();
        return file.toByteArray();
    }

    private void flush() {
        if (records == 0) {
            return;
        }
        file.writeZigzag(records);
        if (codecs == null) {
            file.writeZigzag(block.size());
            file.write(block.array(), 0, block.size());
        } else {
            byte[] deflated = codecs.deflate(block.array(), 0, block.size());
            file.writeZigzag(deflated.length);
            file.write(deflated, 0, deflated.length);
        }
        file.write(sync, 0, SYNC_BYTES);
        block.clear();
        records = 0;
    }

    private void writeEntry(String key, String value) {
        writeText(key);
        writeText(value);
    }

    private void writeText(String text) {
        byte[] bytes = Utf8.encode(text);
        file.writeZigzag(bytes.length);
        file.write(bytes, 0, bytes.length);
    }
}
