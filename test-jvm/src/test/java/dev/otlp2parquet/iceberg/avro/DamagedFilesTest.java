package dev.otlp2parquet.iceberg.avro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.iceberg.jvm.AvroDump;
import dev.otlp2parquet.platform.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Container files of Apache Avro, whole, cut off and damaged. */
class DamagedFilesTest {

    private static final String SCHEMA = "{\"type\":\"record\",\"name\":\"r\",\"namespace\":\"a.b\",\"fields\":["
            + "{\"name\":\"s\",\"type\":\"string\",\"field-id\":1},"
            + "{\"name\":\"n\",\"type\":[\"null\",\"long\"],\"field-id\":2},"
            + "{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"color\",\"symbols\":[\"RED\",\"BLUE\"]},\"field-id\":3},"
            + "{\"name\":\"e2\",\"type\":\"color\",\"field-id\":4},"
            + "{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"double\"},\"field-id\":5},"
            + "{\"name\":\"a\",\"type\":{\"type\":\"array\",\"items\":\"float\"},\"field-id\":6},"
            + "{\"name\":\"f\",\"type\":{\"type\":\"fixed\",\"name\":\"f3\",\"size\":3},\"field-id\":7},"
            + "{\"name\":\"r\",\"type\":[\"null\",\"r\"],\"field-id\":8}]}";

    private static byte[] write(String codec, int records) throws IOException {
        Schema schema = new Schema.Parser().parse(SCHEMA);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.fromString(codec));
            writer.create(schema, out);
            for (int i = 0; i < records; i++) {
                GenericRecord record = record(schema, i);
                record.put("r", record(schema, -i));
                writer.append(record);
            }
        }
        return out.toByteArray();
    }

    private static GenericRecord record(Schema schema, int i) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("s", "text é\uD83D\uDE80 " + i + " and more of it, and more of it, and more of it");
        record.put("n", i % 3 == 0 ? null : (Object) (Long.MAX_VALUE / (i + 10_000)));
        record.put("e", new GenericData.EnumSymbol(schema.getField("e").schema(), "BLUE"));
        record.put("e2", new GenericData.EnumSymbol(schema.getField("e").schema(), "RED"));
        record.put("m", Map.of("k", i / 2.0));
        record.put("a", java.util.List.of(1.5f, (float) i));
        record.put("f", new GenericData.Fixed(schema.getField("f").schema(), new byte[] {1, 2, (byte) i}));
        return record;
    }

    private static int readAll(byte[] file) {
        AvroFileReader reader = new AvroFileReader(file, new JvmBlockCodecs());
        int records = 0;
        while (reader.next() != null) {
            records++;
        }
        return records;
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void everyTypeIsReadInEveryCodec(String codec) throws IOException {
        AvroFileReader reader = new AvroFileReader(write(codec, 5000), new JvmBlockCodecs());
        assertEquals(codec, reader.metadata("avro.codec"));
        for (int i = 0; i < 5000; i++) {
            AvroRecord record = reader.next();
            assertEquals(
                    "text é\uD83D\uDE80 " + i + " and more of it, and more of it, and more of it", record.string(1));
            assertEquals(i % 3 == 0 ? null : (Long) (Long.MAX_VALUE / (i + 10_000)), record.int64(2));
            assertEquals(1, record.int32(3));
            assertEquals(0, record.int32(4));
            assertEquals(Map.of("k", i / 2.0), record.get(5));
            assertEquals(java.util.List.of(1.5f, (float) i), record.list(6));
            assertArrayEquals(new byte[] {1, 2, (byte) i}, record.bytes(7));
            assertEquals(null, record.record(8).record(8));
            assertEquals(null, record.get(99));
        }
        assertEquals(null, reader.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void aFileThatIsCutOffAnywhereIsRefusedOrEndsAtABlock(String codec) throws IOException {
        byte[] file = write(codec, 30);
        int whole = 0;
        for (int length = 0; length < file.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(file, length);
            try {
                assertEquals(0, readAll(cut));
                whole++;
            } catch (AvroException | JsonException e) {
                assertTrue(!e.getMessage().isEmpty());
            }
        }
        assertEquals(1, whole, "only the header alone is a file, of no records");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void damageIsRefusedOrReadButNeverAnythingElse(String codec) throws IOException {
        byte[] file = write(codec, 30);
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = file.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                readAll(damaged);
            } catch (AvroException | JsonException e) {
                assertTrue(!e.getMessage().isEmpty(), "seed " + seed);
            }
        }
    }

    @Test
    void anUnknownCodecIsNamed() throws IOException {
        byte[] file = write("bzip2", 1);
        AvroFileReader reader = new AvroFileReader(file, new JvmBlockCodecs());
        assertEquals(
                "expected the codec null, deflate, snappy or zstandard, found bzip2",
                assertThrows(AvroException.class, reader::next).getMessage());
    }

    @Test
    void whatIsWrittenWithoutCompressionIsReadByApacheAvro() {
        AvroFileWriter writer = new AvroFileWriter(
                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"n\",\"type\":\"long\"}]}",
                Map.of("k", "v"),
                new byte[16],
                null);
        for (int i = 0; i < 50_000; i++) {
            writer.record().integer(Long.MIN_VALUE + i);
            writer.endRecord();
        }
        AvroDump dump = new AvroDump(writer.finish());
        assertEquals(50_000, dump.records().size());
        assertEquals(Map.of("null n", Long.MIN_VALUE + 49_999), dump.records().get(49_999));
        assertEquals("v", dump.metadata().get("k"));
    }
}
