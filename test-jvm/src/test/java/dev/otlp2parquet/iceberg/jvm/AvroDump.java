package dev.otlp2parquet.iceberg.jvm;

import dev.otlp2parquet.platform.text.Hex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/** What Apache Avro reads from an object container file: an implementation that knows nothing of Iceberg. */
public final class AvroDump {

    private final Map<String, String> metadata = new TreeMap<>();
    private final List<Map<String, Object>> records = new ArrayList<>();

    public AvroDump(byte[] file) {
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
            for (String key : reader.getMetaKeys()) {
                metadata.put(key, reader.getMetaString(key));
            }
            for (GenericRecord record : reader) {
                records.add(plain(record));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    /** Fields by {@code <field id> <name>}, in the order of the ids' text; bytes as hexadecimal digits. */
    public List<Map<String, Object>> records() {
        return records;
    }

    private static Map<String, Object> plain(GenericRecord record) {
        Map<String, Object> fields = new TreeMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            fields.put(field.getObjectProp("field-id") + " " + field.name(), plain(record.get(field.pos())));
        }
        return fields;
    }

    private static Object plain(Object value) {
        if (value instanceof GenericRecord record) {
            return plain(record);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Hex.upperCase(bytes);
        }
        if (value instanceof GenericFixed fixed) {
            return Hex.upperCase(fixed.bytes());
        }
        return value instanceof CharSequence ? value.toString() : value;
    }

    /** A copy without some fields, wherever they are. */
    public static Map<String, Object> without(Map<String, Object> record, String... names) {
        Map<String, Object> copy = new LinkedHashMap<>(record);
        for (String name : names) {
            copy.remove(name);
        }
        return copy;
    }
}
