package dev.otlp2parquet.parquet.internal.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.testkit.Seeds;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TEnum;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.TSerializer;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;

/** Apache's generated classes write the same bytes for the same structures. */
class ThriftStructsTest {

    private static final int STRUCTURES = 200;

    @Test
    void footersAreThoseOfApache() throws TException {
        agree(GeneratedStructs::fileMetaData);
    }

    @Test
    void pageHeadersAreThoseOfApache() throws TException {
        agree(GeneratedStructs::pageHeader);
    }

    @Test
    void columnIndexesAreThoseOfApache() throws TException {
        agree(GeneratedStructs::columnIndex);
    }

    @Test
    void offsetIndexesAreThoseOfApache() throws TException {
        agree(GeneratedStructs::offsetIndex);
    }

    @Test
    void bloomFilterHeadersAreThoseOfApache() throws TException {
        agree(GeneratedStructs::bloomFilterHeader);
    }

    @Test
    void enumerationsHaveTheNumbersOfApache() {
        sameNumbers(PhysicalType.values(), PhysicalType::thriftValue, Type::valueOf);
        sameNumbers(Repetition.values(), Repetition::thriftValue, FieldRepetitionType::valueOf);
        sameNumbers(Codec.values(), Codec::thriftValue, CompressionCodec::valueOf);
        sameNumbers(Encoding.values(), Encoding::thriftValue, org.apache.parquet.format.Encoding::valueOf);
        sameNumbers(PageType.values(), PageType::thriftValue, org.apache.parquet.format.PageType::valueOf);
        sameNumbers(
                ConvertedType.values(), ConvertedType::thriftValue, org.apache.parquet.format.ConvertedType::valueOf);
        sameNumbers(
                BoundaryOrder.values(), BoundaryOrder::thriftValue, org.apache.parquet.format.BoundaryOrder::valueOf);
    }

    private static <T extends Enum<T>> void sameNumbers(
            T[] ours, ToIntFunction<T> number, Function<String, TEnum> apaches) {
        for (T value : ours) {
            assertEquals(apaches.apply(value.name()).getValue(), number.applyAsInt(value), value.name());
        }
    }

    private static void agree(Function<GeneratedStructs, GeneratedStructs.Twins> generate) throws TException {
        for (long seed : Seeds.of("thrift structures", 8)) {
            GeneratedStructs structs = new GeneratedStructs(seed);
            for (int i = 0; i < STRUCTURES; i++) {
                GeneratedStructs.Twins twins = generate.apply(structs);
                assertArrayEquals(
                        apachesBytes(twins.apaches()), bytes(twins.ours()), "seed " + seed + ", structure " + i);
            }
        }
    }

    private static byte[] bytes(ThriftStruct struct) {
        ByteSink sink = new ByteSink(16);
        new CompactWriter(sink).write(struct);
        return sink.toByteArray();
    }

    private static byte[] apachesBytes(TBase<?, ?> struct) throws TException {
        return new TSerializer(new TCompactProtocol.Factory()).serialize(struct);
    }
}
