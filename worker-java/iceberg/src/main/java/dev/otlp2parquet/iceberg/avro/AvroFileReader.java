package dev.otlp2parquet.iceberg.avro;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Reads the records of an object container file one after the other (Avro specification, "Object Container Files").
 * Only one decompressed block is in memory. Supports the codecs null, deflate, snappy and zstandard.
 */
public final class AvroFileReader {

    /**
     * Limit of a block. Blocks have about 64 KB by default, so a far larger one is damaged or hostile. A Worker has 128
     * MB in all.
     */
    private static final int MAX_BLOCK_BYTES = 32 << 20;

    private static final int SYNC_BYTES = 16;
    private static final int CRC_BYTES = 4;

    private final byte[] file;
    private final BlockCodecs codecs;
    private final Map<String, byte[]> metadata = new TreeMap<>();
    private final String codec;
    private final AvroType.RecordType type;
    private final int syncStart;
    private final AvroDecoder container;
    private AvroDecoder block = new AvroDecoder(new byte[0], 0, 0);
    private long recordsLeft;

    /**
     * Reads the header.
     *
     * @param file the whole file; the reader uses it without a copy
     * @throws AvroException if it is not such a file, its codec is unknown, or its schema is not a record
     */
    public AvroFileReader(byte[] file, BlockCodecs codecs) {
        this.file = file;
        this.codecs = codecs;
        if (file.length < 4 || file[0] != 'O' || file[1] != 'b' || file[2] != 'j' || file[3] != 1) {
            throw new AvroException("not an Avro object container file: it does not begin with Obj and 1");
        }
        container = new AvroDecoder(file, 4, file.length - 4);
        readMetadata();
        syncStart = container.skip(SYNC_BYTES);
        String codecName = metadata("avro.codec");
        codec = codecName == null ? "null" : codecName;
        byte[] schema = metadata.get("avro.schema");
        if (schema == null) {
            throw new AvroException("the header has no avro.schema");
        }
        AvroType parsed = new AvroSchemaParser().parse(JsonValue.parse(schema));
        if (!(parsed instanceof AvroType.RecordType record)) {
            throw new AvroException("the schema is not a record");
        }
        type = record;
    }

    /** Returns a text of the header, or null. */
    public String metadata(String key) {
        byte[] value = metadata.get(key);
        return value == null ? null : Utf8.decode(value);
    }

    /** Returns the schema of the file. */
    public AvroType.RecordType type() {
        return type;
    }

    /** Returns the next record, or null at the end. */
    public AvroRecord next() {
        while (recordsLeft == 0) {
            if (!block.atEnd()) {
                throw new AvroException(
                        "the block before byte " + container.position() + " is longer than its records");
            }
            if (container.atEnd()) {
                return null;
            }
            openBlock();
        }
        recordsLeft--;
        return (AvroRecord) block.read(type);
    }

    private void readMetadata() {
        while (true) {
            long count = container.readLong();
            if (count == 0) {
                return;
            }
            if (count < 0) {
                container.readLength();
                count = -count;
            }
            for (long i = 0; i < count; i++) {
                String key = container.readString();
                metadata.put(key, container.readBytes(container.readLength()));
            }
        }
    }

    private void openBlock() {
        recordsLeft = container.readLong();
        if (recordsLeft < 0) {
            throw new AvroException("byte " + container.position() + ": a block of " + recordsLeft + " records");
        }
        int length = container.readLength();
        int start = container.skip(length);
        int sync = container.skip(SYNC_BYTES);
        if (!Slices.equal(file, sync, SYNC_BYTES, file, syncStart, SYNC_BYTES)) {
            throw new AvroException("byte " + sync + ": the sync marker is damaged");
        }
        block = decompress(start, length);
    }

    private AvroDecoder decompress(int start, int length) {
        return switch (codec) {
            case "null" -> new AvroDecoder(file, start, length);
            case "deflate" -> decoder(codecs.inflate(file, start, length, MAX_BLOCK_BYTES));
            case "zstandard" -> decoder(codecs.unzstd(file, start, length, MAX_BLOCK_BYTES));
            case "snappy" -> decoder(unsnappy(start, length));
            default -> throw new AvroException("expected the codec null, deflate, snappy or zstandard, found " + codec);
        };
    }

    /** Decompresses a snappy block. The CRC32 of its content follows it, big-endian. */
    private byte[] unsnappy(int start, int length) {
        if (length < CRC_BYTES) {
            throw new AvroException("byte " + start + ": a snappy block of " + length + " bytes");
        }
        byte[] bytes = Snappy.decompress(file, start, length - CRC_BYTES, MAX_BLOCK_BYTES);
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length);
        int expected = 0;
        for (int i = start + length - CRC_BYTES; i < start + length; i++) {
            expected = expected << 8 | (file[i] & 0xFF);
        }
        if ((int) crc.getValue() != expected) {
            throw new AvroException("byte " + start + ": the checksum of the snappy block does not match");
        }
        return bytes;
    }

    private static AvroDecoder decoder(byte[] bytes) {
        return new AvroDecoder(bytes, 0, bytes.length);
    }
}
