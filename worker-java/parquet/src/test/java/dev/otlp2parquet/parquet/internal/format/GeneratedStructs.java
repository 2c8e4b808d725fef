package dev.otlp2parquet.parquet.internal.format;

import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.Repetition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.parquet.format.BloomFilterAlgorithm;
import org.apache.parquet.format.BloomFilterCompression;
import org.apache.parquet.format.BloomFilterHash;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SplitBlockAlgorithm;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Uncompressed;
import org.apache.parquet.format.XxHash;
import shaded.parquet.org.apache.thrift.TBase;

/** Random structures, each as ours and as Apache's: numbers of all lengths, lists on both sides of 15, optional fields or not. */
final class GeneratedStructs {

    private final Random random;

    GeneratedStructs(long seed) {
        random = new Random(seed);
    }

    /** The same structure twice. */
    record Twins(ThriftStruct ours, TBase<?, ?> apaches) {}

    /** The same structure twice, of known types. */
    private record Pair<O extends ThriftStruct, A extends TBase<?, ?>>(O ours, A apaches) {

        static <O extends ThriftStruct, A extends TBase<?, ?>> List<O> ours(List<Pair<O, A>> pairs) {
            return pairs.stream().map(Pair::ours).toList();
        }

        static <O extends ThriftStruct, A extends TBase<?, ?>> List<A> apaches(List<Pair<O, A>> pairs) {
            return pairs.stream().map(Pair::apaches).toList();
        }
    }

    Twins fileMetaData() {
        var schema = list(this::schemaElement);
        var groups = list(this::rowGroup);
        List<Pair<KeyValue, org.apache.parquet.format.KeyValue>> keyValues =
                random.nextBoolean() ? List.of() : list(this::keyValue);
        var orders = list(() -> new Pair<>(
                ColumnOrder.TYPE_ORDER, org.apache.parquet.format.ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        long rows = number();
        String createdBy = text();
        var apaches = new org.apache.parquet.format.FileMetaData(1, Pair.apaches(schema), rows, Pair.apaches(groups));
        if (!keyValues.isEmpty()) {
            apaches.setKey_value_metadata(Pair.apaches(keyValues));
        }
        apaches.setCreated_by(createdBy);
        apaches.setColumn_orders(Pair.apaches(orders));
        return new Twins(
                new FileMetaData(
                        Pair.ours(schema), rows, Pair.ours(groups), Pair.ours(keyValues), createdBy, Pair.ours(orders)),
                apaches);
    }

    Twins pageHeader() {
        int uncompressed = positive();
        int compressed = positive();
        int values = positive();
        Encoding encoding = any(Encoding.values());
        boolean dictionary = random.nextBoolean();
        PageType type = dictionary ? PageType.DICTIONARY_PAGE : PageType.DATA_PAGE;
        var apaches = new org.apache.parquet.format.PageHeader(apaches(type), uncompressed, compressed);
        if (dictionary) {
            apaches.setDictionary_page_header(
                    new org.apache.parquet.format.DictionaryPageHeader(values, apaches(encoding)));
        } else {
            apaches.setData_page_header(new org.apache.parquet.format.DataPageHeader(
                    values,
                    apaches(encoding),
                    org.apache.parquet.format.Encoding.RLE,
                    org.apache.parquet.format.Encoding.RLE));
        }
        return new Twins(
                new PageHeader(
                        type,
                        uncompressed,
                        compressed,
                        dictionary ? null : new DataPageHeader(values, encoding),
                        dictionary ? new DictionaryPageHeader(values, encoding) : null),
                apaches);
    }

    Twins columnIndex() {
        int pages = size();
        List<Boolean> nullPages = new ArrayList<>();
        List<byte[]> mins = new ArrayList<>();
        List<byte[]> maxes = new ArrayList<>();
        List<Long> nulls = new ArrayList<>();
        List<Long> nans = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            nullPages.add(random.nextBoolean());
            mins.add(bytes());
            maxes.add(bytes());
            nulls.add(number());
            nans.add(number());
        }
        BoundaryOrder order = any(BoundaryOrder.values());
        boolean countsNans = random.nextBoolean();
        var apaches = new org.apache.parquet.format.ColumnIndex(
                nullPages,
                mins.stream().map(ByteBuffer::wrap).toList(),
                maxes.stream().map(ByteBuffer::wrap).toList(),
                org.apache.parquet.format.BoundaryOrder.valueOf(order.name()));
        apaches.setNull_counts(nulls);
        if (countsNans) {
            apaches.setNan_counts(nans);
        }
        return new Twins(new ColumnIndex(nullPages, mins, maxes, order, nulls, countsNans ? nans : null), apaches);
    }

    Twins offsetIndex() {
        var locations = list(() -> {
            long offset = number();
            int compressed = positive();
            long row = number();
            return new Pair<>(
                    new PageLocation(offset, compressed, row),
                    new org.apache.parquet.format.PageLocation(offset, compressed, row));
        });
        return new Twins(
                new OffsetIndex(Pair.ours(locations)),
                new org.apache.parquet.format.OffsetIndex(Pair.apaches(locations)));
    }

    Twins bloomFilterHeader() {
        int bytes = positive();
        return new Twins(
                new BloomFilterHeader(bytes),
                new org.apache.parquet.format.BloomFilterHeader(
                        bytes,
                        BloomFilterAlgorithm.BLOCK(new SplitBlockAlgorithm()),
                        BloomFilterHash.XXHASH(new XxHash()),
                        BloomFilterCompression.UNCOMPRESSED(new Uncompressed())));
    }

    private Pair<SchemaElement, org.apache.parquet.format.SchemaElement> schemaElement() {
        PhysicalType type = optional(any(PhysicalType.values()));
        int typeLength = random.nextBoolean() ? 0 : positive();
        Repetition repetition = optional(any(Repetition.values()));
        String name = text();
        int children = positive();
        ConvertedType converted = optional(any(ConvertedType.values()));
        int fieldId = random.nextBoolean() ? -1 : positive();
        var logical = optional(logicalType());
        var apaches = new org.apache.parquet.format.SchemaElement(name);
        if (type != null) {
            apaches.setType(Type.valueOf(type.name()));
        } else {
            apaches.setNum_children(children);
        }
        if (typeLength != 0) {
            apaches.setType_length(typeLength);
        }
        if (repetition != null) {
            apaches.setRepetition_type(FieldRepetitionType.valueOf(repetition.name()));
        }
        if (converted != null) {
            apaches.setConverted_type(org.apache.parquet.format.ConvertedType.valueOf(converted.name()));
        }
        if (fieldId != -1) {
            apaches.setField_id(fieldId);
        }
        if (logical != null) {
            apaches.setLogicalType(logical.apaches());
        }
        return new Pair<>(
                new SchemaElement(
                        type,
                        typeLength,
                        repetition,
                        name,
                        children,
                        converted,
                        fieldId,
                        logical == null ? null : logical.ours()),
                apaches);
    }

    private Pair<ThriftLogicalType, org.apache.parquet.format.LogicalType> logicalType() {
        boolean flag = random.nextBoolean();
        int bits = 8 << random.nextInt(4);
        return switch (random.nextInt(7)) {
            case 0 ->
                new Pair<>(ThriftLogicalType.STRING, org.apache.parquet.format.LogicalType.STRING(new StringType()));
            case 1 -> new Pair<>(ThriftLogicalType.JSON, org.apache.parquet.format.LogicalType.JSON(new JsonType()));
            case 2 -> new Pair<>(ThriftLogicalType.MAP, org.apache.parquet.format.LogicalType.MAP(new MapType()));
            case 3 -> new Pair<>(ThriftLogicalType.LIST, org.apache.parquet.format.LogicalType.LIST(new ListType()));
            case 4 ->
                new Pair<>(
                        ThriftLogicalType.timestamp(flag, ThriftLogicalType.TimeUnit.MICROS),
                        org.apache.parquet.format.LogicalType.TIMESTAMP(
                                new TimestampType(flag, TimeUnit.MICROS(new MicroSeconds()))));
            case 5 ->
                new Pair<>(
                        ThriftLogicalType.timestamp(flag, ThriftLogicalType.TimeUnit.NANOS),
                        org.apache.parquet.format.LogicalType.TIMESTAMP(
                                new TimestampType(flag, TimeUnit.NANOS(new NanoSeconds()))));
            default ->
                new Pair<>(
                        ThriftLogicalType.integer(bits, flag),
                        org.apache.parquet.format.LogicalType.INTEGER(new IntType((byte) bits, flag)));
        };
    }

    private Pair<RowGroup, org.apache.parquet.format.RowGroup> rowGroup() {
        var columns = list(this::columnChunk);
        List<Pair<ThriftSortingColumn, org.apache.parquet.format.SortingColumn>> sorting =
                random.nextBoolean() ? List.of() : list(this::sortingColumn);
        long bytes = number();
        long rows = number();
        long offset = number();
        long compressed = number();
        int ordinal = random.nextInt(2 * Short.MAX_VALUE);
        var apaches = new org.apache.parquet.format.RowGroup(Pair.apaches(columns), bytes, rows);
        if (!sorting.isEmpty()) {
            apaches.setSorting_columns(Pair.apaches(sorting));
        }
        apaches.setFile_offset(offset);
        apaches.setTotal_compressed_size(compressed);
        if (ordinal <= Short.MAX_VALUE) {
            apaches.setOrdinal((short) ordinal);
        }
        return new Pair<>(
                new RowGroup(Pair.ours(columns), bytes, rows, Pair.ours(sorting), offset, compressed, ordinal),
                apaches);
    }

    private Pair<ColumnChunk, org.apache.parquet.format.ColumnChunk> columnChunk() {
        var metadata = columnMetaData();
        var offsetIndex = new ColumnChunk.Extent(number(), positive());
        var columnIndex = optional(new ColumnChunk.Extent(number(), positive()));
        var apaches = new org.apache.parquet.format.ColumnChunk(0);
        apaches.setMeta_data(metadata.apaches());
        apaches.setOffset_index_offset(offsetIndex.offset());
        apaches.setOffset_index_length(offsetIndex.length());
        if (columnIndex != null) {
            apaches.setColumn_index_offset(columnIndex.offset());
            apaches.setColumn_index_length(columnIndex.length());
        }
        return new Pair<>(new ColumnChunk(metadata.ours(), offsetIndex, columnIndex), apaches);
    }

    private Pair<ColumnMetaData, org.apache.parquet.format.ColumnMetaData> columnMetaData() {
        PhysicalType type = any(PhysicalType.values());
        Codec codec = any(Codec.values());
        List<Encoding> encodings = new ArrayList<>();
        List<String> path = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            encodings.add(any(Encoding.values()));
            path.add(text());
        }
        long[] numbers = {number(), number(), number(), number()};
        long dictionaryOffset = random.nextBoolean() ? -1 : number() & Long.MAX_VALUE;
        var statistics = statistics();
        var encodingStats = list(this::pageEncodingStats);
        var bloomFilter = optional(new ColumnChunk.Extent(number(), positive()));
        var apaches = new org.apache.parquet.format.ColumnMetaData(
                Type.valueOf(type.name()),
                encodings.stream().map(GeneratedStructs::apaches).toList(),
                path,
                CompressionCodec.valueOf(codec.name()),
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3]);
        if (dictionaryOffset >= 0) {
            apaches.setDictionary_page_offset(dictionaryOffset);
        }
        apaches.setStatistics(statistics.apaches());
        apaches.setEncoding_stats(Pair.apaches(encodingStats));
        if (bloomFilter != null) {
            apaches.setBloom_filter_offset(bloomFilter.offset());
            apaches.setBloom_filter_length(bloomFilter.length());
        }
        return new Pair<>(
                new ColumnMetaData(
                        type,
                        encodings,
                        path,
                        codec,
                        numbers[0],
                        numbers[1],
                        numbers[2],
                        numbers[3],
                        dictionaryOffset,
                        statistics.ours(),
                        Pair.ours(encodingStats),
                        bloomFilter),
                apaches);
    }

    private Pair<Statistics, org.apache.parquet.format.Statistics> statistics() {
        Bound min = optional(new Bound(bytes(), random.nextBoolean()));
        Bound max = optional(new Bound(bytes(), random.nextBoolean()));
        long nulls = number();
        long nans = random.nextBoolean() ? -1 : positive();
        var apaches = new org.apache.parquet.format.Statistics();
        apaches.setNull_count(nulls);
        if (min != null) {
            apaches.setMin_value(min.bytes());
            apaches.setIs_min_value_exact(min.isExact());
        }
        if (max != null) {
            apaches.setMax_value(max.bytes());
            apaches.setIs_max_value_exact(max.isExact());
        }
        if (nans >= 0) {
            apaches.setNan_count(nans);
        }
        return new Pair<>(new Statistics(nulls, min, max, nans), apaches);
    }

    private Pair<PageEncodingStats, org.apache.parquet.format.PageEncodingStats> pageEncodingStats() {
        PageType type = any(PageType.values());
        Encoding encoding = any(Encoding.values());
        int count = positive();
        return new Pair<>(
                new PageEncodingStats(type, encoding, count),
                new org.apache.parquet.format.PageEncodingStats(apaches(type), apaches(encoding), count));
    }

    private Pair<ThriftSortingColumn, org.apache.parquet.format.SortingColumn> sortingColumn() {
        int column = positive();
        boolean descending = random.nextBoolean();
        boolean nullsFirst = random.nextBoolean();
        return new Pair<>(
                new ThriftSortingColumn(column, descending, nullsFirst),
                new org.apache.parquet.format.SortingColumn(column, descending, nullsFirst));
    }

    private Pair<KeyValue, org.apache.parquet.format.KeyValue> keyValue() {
        String key = text();
        String value = text();
        var apaches = new org.apache.parquet.format.KeyValue(key);
        apaches.setValue(value);
        return new Pair<>(new KeyValue(key, value), apaches);
    }

    private static org.apache.parquet.format.Encoding apaches(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }

    private static org.apache.parquet.format.PageType apaches(PageType type) {
        return org.apache.parquet.format.PageType.valueOf(type.name());
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> all = new ArrayList<>();
        for (int i = size(); i > 0; i--) {
            all.add(element.get());
        }
        return all;
    }

    /** Mostly few; now and then around 15, where a list's header gets longer. */
    private int size() {
        return random.nextInt(8) == 0 ? 13 + random.nextInt(4) : random.nextInt(3);
    }

    private <T> T optional(T value) {
        return random.nextBoolean() ? value : null;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Of any length in bits and either sign. */
    private long number() {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private int positive() {
        return (random.nextInt() >>> 1) >> random.nextInt(Integer.SIZE - 1);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 120 + random.nextInt(20) : random.nextInt(5)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text() {
        int[] codePoints = random.ints(random.nextInt(20), 1, 0x20000)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
