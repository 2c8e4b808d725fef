package dev.otlp2parquet.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Hands rows to parquet-java, column by column in the order of the schema. Each call writes the column that comes next. */
abstract class RowSupport<T> extends WriteSupport<Row<T>> {

    static final String ATTRIBUTES =
            " (MAP) { repeated group key_value { required binary key (STRING); optional binary value (STRING); } }\n";

    private final MessageType schema;
    private RecordConsumer consumer;
    private int column;

    RowSupport(String schema) {
        this.schema = MessageTypeParser.parseMessageType(schema);
    }

    /** parquet-java's older way of asking, which it still demands. */
    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Row<T> row) {
        column = 0;
        consumer.startMessage();
        writeColumns(row.context(), row.value());
        consumer.endMessage();
    }

    abstract void writeColumns(Context context, T value);

    final RecordConsumer consumer() {
        return consumer;
    }

    /** Microseconds of a time in nanoseconds. */
    static long micros(long nanos) {
        return Math.floorDiv(nanos, 1000L);
    }

    final void int32(int value) {
        start();
        consumer.addInteger(value);
        end();
    }

    final void int64(long value) {
        start();
        consumer.addLong(value);
        end();
    }

    final void float64(double value) {
        start();
        consumer.addDouble(value);
        end();
    }

    /** Leaves the column out when the value is null. */
    final void text(Binary value) {
        if (value == null) {
            absent();
            return;
        }
        start();
        consumer.addBinary(value);
        end();
    }

    final void absent() {
        column++;
    }

    final void attributes(List<Attribute> attributes) {
        start();
        map(attributes);
        end();
    }

    final void start() {
        consumer.startField(schema.getFieldName(column), column);
    }

    final void end() {
        consumer.endField(schema.getFieldName(column), column);
        column++;
    }

    /** A list of structs. */
    final <E> void list(List<E> elements, Consumer<E> writeFields) {
        start();
        consumer.startGroup();
        if (!elements.isEmpty()) {
            consumer.startField("list", 0);
            for (E element : elements) {
                consumer.startGroup();
                consumer.startField("element", 0);
                consumer.startGroup();
                writeFields.accept(element);
                consumer.endGroup();
                consumer.endField("element", 0);
                consumer.endGroup();
            }
            consumer.endField("list", 0);
        }
        consumer.endGroup();
        end();
    }

    /** The value of a field that is a map, which the caller has started. */
    final void map(List<Attribute> attributes) {
        consumer.startGroup();
        if (!attributes.isEmpty()) {
            consumer.startField("key_value", 0);
            for (Attribute attribute : attributes) {
                consumer.startGroup();
                consumer.startField("key", 0);
                consumer.addBinary(attribute.key());
                consumer.endField("key", 0);
                if (attribute.value() != null) {
                    consumer.startField("value", 1);
                    consumer.addBinary(attribute.value());
                    consumer.endField("value", 1);
                }
                consumer.endGroup();
            }
            consumer.endField("key_value", 0);
        }
        consumer.endGroup();
    }
}
