package dev.otlp2parquet.iceberg.jvm;

import dev.otlp2parquet.iceberg.manifest.ColumnMetrics;
import dev.otlp2parquet.platform.Binary;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Data files in the model of Iceberg's Java library, generated (the files themselves do not exist), and in ours. */
public final class JavaDataFiles {

    private JavaDataFiles() {}

    /** Files with every optional figure, values of the current spec's types, some partition values null or NaN. */
    public static List<DataFile> generate(Table table, int count, long seed) {
        Random random = new Random(seed);
        List<DataFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PartitionData partition = new PartitionData(table.spec().partitionType());
            List<Types.NestedField> fields = table.spec().partitionType().fields();
            for (int f = 0; f < fields.size(); f++) {
                boolean alwaysNull = table.spec().fields().get(f).transform().isVoid();
                if (!alwaysNull && (i == 0 || random.nextInt(5) > 0)) {
                    partition.set(f, value(fields.get(f).type(), random));
                }
            }
            Map<Integer, Long> values = new TreeMap<>();
            Map<Integer, ByteBuffer> lower = new TreeMap<>();
            Map<Integer, ByteBuffer> upper = new TreeMap<>();
            for (Types.NestedField column : table.schema().columns()) {
                if (column.type().isNestedType()) {
                    continue;
                }
                values.put(column.fieldId(), 1 + (long) random.nextInt(1_000_000));
                Object bound = value(column.type(), random);
                lower.put(column.fieldId(), Conversions.toByteBuffer(column.type(), bound));
                upper.put(column.fieldId(), Conversions.toByteBuffer(column.type(), bound));
            }
            DataFiles.Builder builder = DataFiles.builder(table.spec())
                    .withPath(table.location() + "/data/" + new UUID(random.nextLong(), i) + ".parquet")
                    .withFormat("PARQUET")
                    .withFileSizeInBytes(1 + random.nextInt(Integer.MAX_VALUE))
                    .withMetrics(new Metrics(
                            1 + (long) random.nextInt(1_000_000),
                            values,
                            values,
                            values,
                            new HashMap<>(Map.of(4, 3L)),
                            lower,
                            upper))
                    .withSplitOffsets(List.of(4L, 1L << 33));
            files.add(
                    table.spec().isPartitioned()
                            ? builder.withPartition(partition).build()
                            : builder.build());
        }
        return files;
    }

    private static Object value(Type type, Random random) {
        return switch (type.typeId()) {
            case BOOLEAN -> random.nextBoolean();
            case INTEGER, DATE -> random.nextInt();
            case LONG, TIMESTAMP -> random.nextLong();
            case TIME -> (long) random.nextInt(86_400) * 1_000_000;
            case FLOAT -> random.nextInt(3) == 0 ? Float.NaN : (float) random.nextGaussian();
            case DOUBLE -> random.nextInt(3) == 0 ? Double.NaN : random.nextGaussian();
            case STRING -> "sérvice-" + random.nextInt(100) + "\uD83D\uDE80";
            case BINARY -> ByteBuffer.wrap(bytes(random, random.nextInt(5)));
            case FIXED -> ByteBuffer.wrap(bytes(random, ((Types.FixedType) type).length()));
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case DECIMAL ->
                new BigDecimal(new java.math.BigInteger(29, random))
                        .negate()
                        .add(BigDecimal.valueOf(random.nextInt()))
                        .movePointLeft(2)
                        .remainder(BigDecimal.valueOf(10_000_000L))
                        .setScale(2);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The same file in our model. */
    public static dev.otlp2parquet.iceberg.manifest.DataFile ours(DataFile file) {
        List<Object> partition = new ArrayList<>();
        for (int i = 0; i < file.partition().size(); i++) {
            partition.add(ours(file.partition().get(i, Object.class)));
        }
        return dev.otlp2parquet.iceberg.manifest.DataFile.parquet(
                file.location(),
                Collections.unmodifiableList(partition),
                file.recordCount(),
                file.fileSizeInBytes(),
                new ColumnMetrics(
                        sorted(file.columnSizes()),
                        sorted(file.valueCounts()),
                        sorted(file.nullValueCounts()),
                        sorted(file.nanValueCounts()),
                        bounds(file.lowerBounds()),
                        bounds(file.upperBounds())),
                file.splitOffsets(),
                file.sortOrderId());
    }

    /** A value of the Java library in the class that our package {@code transform} says. */
    public static Object ours(Object value) {
        if (value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof byte[]) {
            return value;
        }
        if (value instanceof UUID uuid) {
            return ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
        return value instanceof BigDecimal decimal ? decimal.unscaledValue().toByteArray() : value;
    }

    /** Everything that a reader learns about a file, in one line. */
    public static String describe(DataFile file) {
        return file.location().substring(file.location().lastIndexOf('/')) + " " + partition(file) + " "
                + file.recordCount() + " " + file.fileSizeInBytes() + " "
                + sorted(file.columnSizes()) + " " + sorted(file.valueCounts()) + " "
                + sorted(file.nullValueCounts()) + " " + sorted(file.nanValueCounts()) + " "
                + bounds(file.lowerBounds()) + " " + bounds(file.upperBounds()) + " " + file.splitOffsets() + " "
                + file.sortOrderId() + " " + file.dataSequenceNumber() + " " + file.fileSequenceNumber() + " "
                + file.specId() + " " + file.firstRowId();
    }

    private static List<Object> partition(DataFile file) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < file.partition().size(); i++) {
            Object value = ours(file.partition().get(i, Object.class));
            values.add(value instanceof byte[] bytes ? Binary.of(bytes) : value);
        }
        return values;
    }

    private static Map<Integer, Long> sorted(Map<Integer, Long> map) {
        return map == null ? null : new TreeMap<>(map);
    }

    private static Map<Integer, Binary> bounds(Map<Integer, ByteBuffer> map) {
        if (map == null) {
            return null;
        }
        Map<Integer, Binary> bounds = new TreeMap<>();
        map.forEach((id, buffer) -> {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            bounds.put(id, Binary.of(bytes));
        });
        return bounds;
    }
}
