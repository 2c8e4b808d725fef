package dev.otlp2parquet.iceberg.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.iceberg.jvm.JavaDataFiles;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SerializableFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transform on every type it takes, against Iceberg's Java library, on boundary and random values. */
class TransformOracleTest {

    private static final long SEED = 20261121;

    static Stream<Arguments> pairs() {
        List<String> buckets = List.of("bucket[1]", "bucket[16]", "bucket[2147483647]");
        // Beyond 2^30 the sum in Java's own implementation overflows.
        List<String> truncates = List.of("truncate[1]", "truncate[7]", "truncate[50]", "truncate[1000000007]");
        List<String> times = List.of("year", "month", "day", "hour");
        List<Arguments> pairs = new ArrayList<>();
        for (Type type : List.of(
                Types.IntegerType.get(),
                Types.LongType.get(),
                Types.DecimalType.of(9, 2),
                Types.DecimalType.of(38, 10),
                Types.StringType.get(),
                Types.BinaryType.get())) {
            truncates.forEach(name -> pairs.add(Arguments.of(name, type)));
            buckets.forEach(name -> pairs.add(Arguments.of(name, type)));
        }
        for (Type type : List.of(
                Types.TimestampType.withZone(),
                Types.TimestampType.withoutZone(),
                Types.TimestampNanoType.withZone(),
                Types.TimestampNanoType.withoutZone())) {
            times.forEach(name -> pairs.add(Arguments.of(name, type)));
            buckets.forEach(name -> pairs.add(Arguments.of(name, type)));
        }
        times.subList(0, 3).forEach(name -> pairs.add(Arguments.of(name, Types.DateType.get())));
        for (Type type : List.of(
                Types.DateType.get(), Types.TimeType.get(), Types.UUIDType.get(), Types.FixedType.ofLength(5))) {
            buckets.forEach(name -> pairs.add(Arguments.of(name, type)));
        }
        for (Type type : List.of(
                Types.BooleanType.get(), Types.FloatType.get(), Types.DoubleType.get(), Types.StringType.get())) {
            pairs.add(Arguments.of("identity", type));
            pairs.add(Arguments.of("void", type));
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void givesWhatIcebergJavaGives(String name, Type type) {
        Transform ours = Transform.parse(name);
        PrimitiveType source = PrimitiveType.parse(type.toString());
        assertEquals(name, ours.json());
        @SuppressWarnings("unchecked")
        var theirs = (org.apache.iceberg.transforms.Transform<Object, Object>) Transforms.fromString(name);
        assertEquals(
                theirs.getResultType(type).toString(), ours.resultType(source).name());
        SerializableFunction<Object, Object> function = theirs.bind(type);
        for (Object value : values(type)) {
            Object expected = JavaDataFiles.ours(function.apply(value));
            Object actual = ours.apply(source, JavaDataFiles.ours(value));
            String what = name + " of " + type + " " + value + ", seed " + SEED;
            if (expected instanceof byte[] bytes) {
                assertArrayEquals(bytes, (byte[]) actual, what);
            } else {
                assertEquals(expected, actual, what);
            }
        }
        assertNull(ours.apply(source, null));
    }

    private static List<Object> values(Type type) {
        Random random = new Random(SEED);
        List<Object> values = new ArrayList<>();
        switch (type.typeId()) {
            case INTEGER ->
                List.of(0, 1, -1, 49, -50, -51, Integer.MAX_VALUE, Integer.MIN_VALUE + 60)
                        .forEach(values::add);
            case DATE ->
                List.of(0, -1, -719_529, 2_932_896, 11_016, 11_017, -25_509, 17_486)
                        .forEach(values::add);
            case LONG, TIMESTAMP, TIMESTAMP_NANO ->
                List.of(0L, 1L, -1L, 3_600_000_000L, -3_600_000_000L, 3_599_999_999_999L, 1_510_871_468_000_000L)
                        .forEach(values::add);
            case STRING ->
                List.of("", "iceberg", "\uD83D\uDE80\uD83D\uDE80é", "a".repeat(60), "日本語テキスト処理です")
                        .forEach(values::add);
            case BOOLEAN -> List.of(true, false).forEach(values::add);
            default -> {}
        }
        for (int i = 0; i < 300; i++) {
            values.add(
                    switch (type.typeId()) {
                        case BOOLEAN -> random.nextBoolean();
                        case INTEGER -> random.nextInt() / (1 << random.nextInt(31)) + random.nextInt(3);
                        case DATE -> random.nextInt(4_000_000) - 2_000_000;
                        case LONG -> (random.nextLong() >> random.nextInt(60)) / 2;
                        case TIME -> (long) random.nextInt(86_400) * 1_000_000 + random.nextInt(1_000_000);
                        case TIMESTAMP -> random.nextLong() / 64;
                        case TIMESTAMP_NANO -> random.nextLong();
                        case FLOAT -> random.nextFloat();
                        case DOUBLE -> random.nextGaussian();
                        case STRING -> text(random);
                        case UUID -> new UUID(random.nextLong(), random.nextLong());
                        case BINARY -> bytes(random, random.nextInt(60));
                        case FIXED -> bytes(random, 5);
                        case DECIMAL -> decimal((Types.DecimalType) type, random);
                        default -> throw new IllegalArgumentException(type.toString());
                    });
        }
        return values;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            int codePoint = random.nextInt(1 << (7 + random.nextInt(10)));
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
        }
        return text.toString();
    }

    private static ByteBuffer bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static BigDecimal decimal(Types.DecimalType type, Random random) {
        BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(type.precision() - 1));
        BigInteger unscaled = new BigInteger(130, random).mod(bound);
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
    }

    @Test
    void hashesAreTheTestValuesOfTheSpecification() {
        assertHash(2017239379, "int", 34);
        assertHash(2017239379, "long", 34L);
        assertHash(-500754589, "decimal(9, 2)", new byte[] {5, (byte) 0x8C});
        assertHash(-653330422, "date", 17_486);
        assertHash(-662762989, "time", 81_068_000_000L);
        assertHash(-2047944441, "timestamp", 1_510_871_468_000_000L);
        assertHash(-2047944441, "timestamptz", 1_510_871_468_000_000L);
        assertHash(-1207196810, "timestamp", 1_510_871_468_000_001L);
        assertHash(-2047944441, "timestamp_ns", 1_510_871_468_000_000_000L);
        assertHash(-1207196810, "timestamptz_ns", 1_510_871_468_000_001_001L);
        assertHash(1210000089, "string", "iceberg");
        assertHash(1488055340, "uuid", JavaDataFiles.ours(UUID.fromString("f79c3e09-677c-4bbd-a479-3f349cb785e7")));
        assertHash(-188683207, "fixed[4]", new byte[] {0, 1, 2, 3});
        assertHash(-188683207, "binary", new byte[] {0, 1, 2, 3});
        assertEquals(1210000089, BucketHash.hashBytes("iceberg".getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertHash(int expected, String type, Object value) {
        assertEquals(expected, BucketHash.hash(PrimitiveType.parse(type), value), type);
    }

    @Test
    void typesThatATransformDoesNotTakeAreRefused() {
        assertRefused("bucket[2]", "double", 1.0);
        assertRefused("truncate[2]", "boolean", true);
        assertRefused("hour", "date", 1);
        assertRefused("day", "long", 1L);
        assertRefused("zorder", "long", 1L);
    }

    private static void assertRefused(String name, String type, Object value) {
        Transform transform = Transform.parse(name);
        PrimitiveType source = PrimitiveType.parse(type);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> transform.apply(source, value));
        assertEquals(true, refusal.getMessage().startsWith("no partition by") || name.equals("zorder"));
    }

    @Test
    void parametersThatCannotBeAreNotKnown() {
        assertEquals(new Transform.Unknown("bucket[0]"), Transform.parse("bucket[0]"));
        assertEquals(new Transform.Unknown("bucket[-3]"), Transform.parse("bucket[-3]"));
        assertEquals(new Transform.Unknown("truncate[x]"), Transform.parse("truncate[x]"));
        assertThrows(IllegalArgumentException.class, () -> new Transform.Bucket(0));
        assertThrows(IllegalArgumentException.class, () -> new Transform.Truncate(-1));
    }
}
