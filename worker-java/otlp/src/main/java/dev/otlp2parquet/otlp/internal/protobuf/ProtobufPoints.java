package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.model.Exemplar;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LongList;
import dev.otlp2parquet.otlp.model.NumberKind;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import java.io.IOException;

/** The data points of all kinds of metrics in protobuf. Each method reads to the end of the message entered last. */
final class ProtobufPoints {
    // The same in all kinds of points.
    private static final int START_TIME_UNIX_NANO = 2 << 3 | Tags.FIXED64;
    private static final int TIME_UNIX_NANO = 3 << 3 | Tags.FIXED64;

    private static final int NUMBER_AS_DOUBLE = 4 << 3 | Tags.FIXED64;
    private static final int NUMBER_EXEMPLARS = 5 << 3 | Tags.LENGTH;
    private static final int NUMBER_AS_INT = 6 << 3 | Tags.FIXED64;
    private static final int NUMBER_ATTRIBUTES = 7 << 3 | Tags.LENGTH;
    private static final int NUMBER_FLAGS = 8 << 3 | Tags.VARINT;

    private static final int HISTOGRAM_COUNT = 4 << 3 | Tags.FIXED64;
    private static final int HISTOGRAM_SUM = 5 << 3 | Tags.FIXED64;
    private static final int HISTOGRAM_BUCKET_COUNTS = 6 << 3 | Tags.FIXED64;
    private static final int HISTOGRAM_BUCKET_COUNTS_PACKED = 6 << 3 | Tags.LENGTH;
    private static final int HISTOGRAM_EXPLICIT_BOUNDS = 7 << 3 | Tags.FIXED64;
    private static final int HISTOGRAM_EXPLICIT_BOUNDS_PACKED = 7 << 3 | Tags.LENGTH;
    private static final int HISTOGRAM_EXEMPLARS = 8 << 3 | Tags.LENGTH;
    private static final int HISTOGRAM_ATTRIBUTES = 9 << 3 | Tags.LENGTH;
    private static final int HISTOGRAM_FLAGS = 10 << 3 | Tags.VARINT;
    private static final int HISTOGRAM_MIN = 11 << 3 | Tags.FIXED64;
    private static final int HISTOGRAM_MAX = 12 << 3 | Tags.FIXED64;

    private static final int EXPONENTIAL_ATTRIBUTES = 1 << 3 | Tags.LENGTH;
    private static final int EXPONENTIAL_COUNT = 4 << 3 | Tags.FIXED64;
    private static final int EXPONENTIAL_SUM = 5 << 3 | Tags.FIXED64;
    private static final int EXPONENTIAL_SCALE = 6 << 3 | Tags.VARINT;
    private static final int EXPONENTIAL_ZERO_COUNT = 7 << 3 | Tags.FIXED64;
    private static final int EXPONENTIAL_POSITIVE = 8 << 3 | Tags.LENGTH;
    private static final int EXPONENTIAL_NEGATIVE = 9 << 3 | Tags.LENGTH;
    private static final int EXPONENTIAL_FLAGS = 10 << 3 | Tags.VARINT;
    private static final int EXPONENTIAL_EXEMPLARS = 11 << 3 | Tags.LENGTH;
    private static final int EXPONENTIAL_MIN = 12 << 3 | Tags.FIXED64;
    private static final int EXPONENTIAL_MAX = 13 << 3 | Tags.FIXED64;
    private static final int EXPONENTIAL_ZERO_THRESHOLD = 14 << 3 | Tags.FIXED64;

    private static final int BUCKETS_OFFSET = 1 << 3 | Tags.VARINT;
    private static final int BUCKETS_COUNTS = 2 << 3 | Tags.VARINT;
    private static final int BUCKETS_COUNTS_PACKED = 2 << 3 | Tags.LENGTH;

    private static final int SUMMARY_COUNT = 4 << 3 | Tags.FIXED64;
    private static final int SUMMARY_SUM = 5 << 3 | Tags.FIXED64;
    private static final int SUMMARY_QUANTILE_VALUES = 6 << 3 | Tags.LENGTH;
    private static final int SUMMARY_ATTRIBUTES = 7 << 3 | Tags.LENGTH;
    private static final int SUMMARY_FLAGS = 8 << 3 | Tags.VARINT;

    private static final int QUANTILE_QUANTILE = 1 << 3 | Tags.FIXED64;
    private static final int QUANTILE_VALUE = 2 << 3 | Tags.FIXED64;

    private static final int EXEMPLAR_TIME_UNIX_NANO = 2 << 3 | Tags.FIXED64;
    private static final int EXEMPLAR_AS_DOUBLE = 3 << 3 | Tags.FIXED64;
    private static final int EXEMPLAR_SPAN_ID = 4 << 3 | Tags.LENGTH;
    private static final int EXEMPLAR_TRACE_ID = 5 << 3 | Tags.LENGTH;
    private static final int EXEMPLAR_AS_INT = 6 << 3 | Tags.FIXED64;
    private static final int EXEMPLAR_FILTERED_ATTRIBUTES = 7 << 3 | Tags.LENGTH;

    private final ProtobufValues values;
    private final Arenas arenas;

    ProtobufPoints(ProtobufValues values, Arenas arenas) {
        this.values = values;
        this.arenas = arenas;
    }

    void readNumber(ProtobufReader in, NumberPoint point) throws IOException, Fault {
        point.clear();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case START_TIME_UNIX_NANO -> point.startTimeUnixNano = in.readFixed64();
                case TIME_UNIX_NANO -> point.timeUnixNano = in.readFixed64();
                case NUMBER_AS_DOUBLE -> {
                    point.doubleValue = in.readDouble();
                    point.valueKind = NumberKind.DOUBLE;
                }
                case NUMBER_AS_INT -> {
                    point.intValue = in.readFixed64();
                    point.valueKind = NumberKind.INT;
                }
                case NUMBER_EXEMPLARS -> readExemplar(in, point.exemplars);
                case NUMBER_ATTRIBUTES -> values.readAttribute(in, point.attributes, "attributes");
                case NUMBER_FLAGS -> point.flags = in.readVarint32();
                default -> in.skip(tag);
            }
        }
    }

    void readHistogram(ProtobufReader in, HistogramPoint point) throws IOException, Fault {
        point.clear();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case START_TIME_UNIX_NANO -> point.startTimeUnixNano = in.readFixed64();
                case TIME_UNIX_NANO -> point.timeUnixNano = in.readFixed64();
                case HISTOGRAM_COUNT -> point.count = in.readFixed64();
                case HISTOGRAM_SUM -> {
                    point.sum = in.readDouble();
                    point.hasSum = true;
                }
                case HISTOGRAM_BUCKET_COUNTS -> in.addFixed64(point.bucketCounts);
                case HISTOGRAM_BUCKET_COUNTS_PACKED -> in.addPackedFixed64(point.bucketCounts);
                case HISTOGRAM_EXPLICIT_BOUNDS -> in.addDouble(point.explicitBounds);
                case HISTOGRAM_EXPLICIT_BOUNDS_PACKED -> in.addPackedDouble(point.explicitBounds);
                case HISTOGRAM_EXEMPLARS -> readExemplar(in, point.exemplars);
                case HISTOGRAM_ATTRIBUTES -> values.readAttribute(in, point.attributes, "attributes");
                case HISTOGRAM_FLAGS -> point.flags = in.readVarint32();
                case HISTOGRAM_MIN -> {
                    point.min = in.readDouble();
                    point.hasMin = true;
                }
                case HISTOGRAM_MAX -> {
                    point.max = in.readDouble();
                    point.hasMax = true;
                }
                default -> in.skip(tag);
            }
        }
    }

    void readExponentialHistogram(ProtobufReader in, ExponentialHistogramPoint point) throws IOException, Fault {
        point.clear();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case START_TIME_UNIX_NANO -> point.startTimeUnixNano = in.readFixed64();
                case TIME_UNIX_NANO -> point.timeUnixNano = in.readFixed64();
                case EXPONENTIAL_ATTRIBUTES -> values.readAttribute(in, point.attributes, "attributes");
                case EXPONENTIAL_COUNT -> point.count = in.readFixed64();
                case EXPONENTIAL_SUM -> {
                    point.sum = in.readDouble();
                    point.hasSum = true;
                }
                case EXPONENTIAL_SCALE -> point.scale = in.readSint32();
                case EXPONENTIAL_ZERO_COUNT -> point.zeroCount = in.readFixed64();
                case EXPONENTIAL_POSITIVE -> readPositive(in, point);
                case EXPONENTIAL_NEGATIVE -> readNegative(in, point);
                case EXPONENTIAL_FLAGS -> point.flags = in.readVarint32();
                case EXPONENTIAL_EXEMPLARS -> readExemplar(in, point.exemplars);
                case EXPONENTIAL_MIN -> {
                    point.min = in.readDouble();
                    point.hasMin = true;
                }
                case EXPONENTIAL_MAX -> {
                    point.max = in.readDouble();
                    point.hasMax = true;
                }
                case EXPONENTIAL_ZERO_THRESHOLD -> point.zeroThreshold = in.readDouble();
                default -> in.skip(tag);
            }
        }
    }

    private static void readPositive(ProtobufReader in, ExponentialHistogramPoint point) throws IOException, Fault {
        try {
            point.positiveOffset = readBuckets(in, point.positiveOffset, point.positiveBucketCounts);
        } catch (Fault fault) {
            throw fault.in("positive");
        }
    }

    private static void readNegative(ProtobufReader in, ExponentialHistogramPoint point) throws IOException, Fault {
        try {
            point.negativeOffset = readBuckets(in, point.negativeOffset, point.negativeBucketCounts);
        } catch (Fault fault) {
            throw fault.in("negative");
        }
    }

    /** Reads {@code Buckets}, merging them into those there are; the offset. */
    private static int readBuckets(ProtobufReader in, int before, LongList counts) throws IOException, Fault {
        int offset = before;
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case BUCKETS_OFFSET -> offset = in.readSint32();
                case BUCKETS_COUNTS -> in.addVarint64(counts);
                case BUCKETS_COUNTS_PACKED -> in.addPackedVarint64(counts);
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        return offset;
    }

    void readSummary(ProtobufReader in, SummaryPoint point) throws IOException, Fault {
        point.clear();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case START_TIME_UNIX_NANO -> point.startTimeUnixNano = in.readFixed64();
                case TIME_UNIX_NANO -> point.timeUnixNano = in.readFixed64();
                case SUMMARY_COUNT -> point.count = in.readFixed64();
                case SUMMARY_SUM -> point.sum = in.readDouble();
                case SUMMARY_QUANTILE_VALUES -> readQuantile(in, point);
                case SUMMARY_ATTRIBUTES -> values.readAttribute(in, point.attributes, "attributes");
                case SUMMARY_FLAGS -> point.flags = in.readVarint32();
                default -> in.skip(tag);
            }
        }
    }

    private static void readQuantile(ProtobufReader in, SummaryPoint point) throws IOException, Fault {
        in.checkRoom(point.values.size());
        double quantile = 0;
        double value = 0;
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case QUANTILE_QUANTILE -> quantile = in.readDouble();
                case QUANTILE_VALUE -> value = in.readDouble();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        point.quantiles.add(quantile);
        point.values.add(value);
    }

    private void readExemplar(ProtobufReader in, ScratchList<Exemplar> exemplars) throws IOException, Fault {
        int index = exemplars.size();
        String inside = "";
        int outer = in.enter();
        try {
            in.checkRoom(index);
            Exemplar exemplar = exemplars.add();
            exemplar.clear();
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case EXEMPLAR_TIME_UNIX_NANO -> exemplar.timeUnixNano = in.readFixed64();
                    case EXEMPLAR_AS_DOUBLE -> {
                        exemplar.doubleValue = in.readDouble();
                        exemplar.valueKind = NumberKind.DOUBLE;
                    }
                    case EXEMPLAR_AS_INT -> {
                        exemplar.intValue = in.readFixed64();
                        exemplar.valueKind = NumberKind.INT;
                    }
                    case EXEMPLAR_SPAN_ID -> {
                        inside = "spanId";
                        in.readSpanId(exemplar.spanId, arenas.strings);
                    }
                    case EXEMPLAR_TRACE_ID -> {
                        inside = "traceId";
                        in.readTraceId(exemplar.traceId, arenas.strings);
                    }
                    case EXEMPLAR_FILTERED_ATTRIBUTES -> {
                        inside = "";
                        values.readAttribute(in, exemplar.filteredAttributes, "filteredAttributes");
                    }
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside).at(index).in("exemplars");
        }
        in.leave(outer);
    }
}
