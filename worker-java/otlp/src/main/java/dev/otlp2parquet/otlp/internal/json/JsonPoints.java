package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Limits;
import dev.otlp2parquet.otlp.model.DataPoint;
import dev.otlp2parquet.otlp.model.DoubleList;
import dev.otlp2parquet.otlp.model.Exemplar;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LongList;
import dev.otlp2parquet.otlp.model.NumberKind;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.otlp.model.SummaryPoint;

/** The data points of all kinds of metrics in OTLP/JSON. */
final class JsonPoints {
    private static final FieldNames NUMBER_FIELDS = new FieldNames(
            "attributes", "startTimeUnixNano", "timeUnixNano", "flags", "asDouble", "asInt", "exemplars");

    private static final FieldNames HISTOGRAM_FIELDS = new FieldNames(
            "attributes",
            "startTimeUnixNano",
            "timeUnixNano",
            "flags",
            "count",
            "sum",
            "bucketCounts",
            "explicitBounds",
            "exemplars",
            "min",
            "max");

    private static final FieldNames EXPONENTIAL_HISTOGRAM_FIELDS = new FieldNames(
            "attributes",
            "startTimeUnixNano",
            "timeUnixNano",
            "flags",
            "count",
            "sum",
            "scale",
            "zeroCount",
            "positive",
            "negative",
            "exemplars",
            "min",
            "max",
            "zeroThreshold");

    private static final FieldNames BUCKETS_FIELDS = new FieldNames("offset", "bucketCounts");

    private static final FieldNames SUMMARY_FIELDS = new FieldNames(
            "attributes", "startTimeUnixNano", "timeUnixNano", "flags", "count", "sum", "quantileValues");

    private static final FieldNames QUANTILE_FIELDS = new FieldNames("quantile", "value");

    private static final FieldNames EXEMPLAR_FIELDS =
            new FieldNames("filteredAttributes", "timeUnixNano", "asDouble", "asInt", "spanId", "traceId");

    private final JsonReader json;
    private final JsonNumbers numbers;
    private final JsonValues values;
    private final JsonIds ids;
    private final Arenas arenas;

    JsonPoints(JsonReader json, JsonNumbers numbers, JsonValues values, JsonIds ids, Arenas arenas) {
        this.json = json;
        this.numbers = numbers;
        this.values = values;
        this.ids = ids;
        this.arenas = arenas;
    }

    void readNumber(NumberPoint point) throws Fault {
        point.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(NUMBER_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 4 -> {
                        point.doubleValue = numbers.readDouble();
                        point.valueKind = NumberKind.DOUBLE;
                    }
                    case 5 -> {
                        point.intValue = numbers.readInt64();
                        point.valueKind = NumberKind.INT;
                    }
                    case 6 -> readExemplars(point.exemplars);
                    default -> readCommon(field, point);
                }
            }
        } catch (Fault fault) {
            throw fault.in(NUMBER_FIELDS.name(field));
        }
    }

    void readHistogram(HistogramPoint point) throws Fault {
        point.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(HISTOGRAM_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 4 -> point.count = numbers.readUint64();
                    case 5 -> {
                        point.sum = numbers.readDouble();
                        point.hasSum = true;
                    }
                    case 6 -> readCounts(point.bucketCounts);
                    case 7 -> readBounds(point.explicitBounds);
                    case 8 -> readExemplars(point.exemplars);
                    case 9 -> {
                        point.min = numbers.readDouble();
                        point.hasMin = true;
                    }
                    case 10 -> {
                        point.max = numbers.readDouble();
                        point.hasMax = true;
                    }
                    default -> readCommon(field, point);
                }
            }
        } catch (Fault fault) {
            throw fault.in(HISTOGRAM_FIELDS.name(field));
        }
    }

    void readExponentialHistogram(ExponentialHistogramPoint point) throws Fault {
        point.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(EXPONENTIAL_HISTOGRAM_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 4 -> point.count = numbers.readUint64();
                    case 5 -> {
                        point.sum = numbers.readDouble();
                        point.hasSum = true;
                    }
                    case 6 -> point.scale = numbers.readInt32();
                    case 7 -> point.zeroCount = numbers.readUint64();
                    case 8 -> readBuckets(point, true);
                    case 9 -> readBuckets(point, false);
                    case 10 -> readExemplars(point.exemplars);
                    case 11 -> {
                        point.min = numbers.readDouble();
                        point.hasMin = true;
                    }
                    case 12 -> {
                        point.max = numbers.readDouble();
                        point.hasMax = true;
                    }
                    case 13 -> point.zeroThreshold = numbers.readDouble();
                    default -> readCommon(field, point);
                }
            }
        } catch (Fault fault) {
            throw fault.in(EXPONENTIAL_HISTOGRAM_FIELDS.name(field));
        }
    }

    /** Reads a field that is not of one kind alone: one of those that all kinds begin their list of names with, or an unknown one. */
    private void readCommon(int field, DataPoint point) throws Fault {
        switch (field) {
            case 0 -> values.readAttributes(point.attributes);
            case 1 -> point.startTimeUnixNano = numbers.readUint64();
            case 2 -> point.timeUnixNano = numbers.readUint64();
            case 3 -> point.flags = numbers.readUint32();
            default -> json.skipValue();
        }
    }

    private void readBuckets(ExponentialHistogramPoint point, boolean positive) throws Fault {
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(BUCKETS_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                if (field == 0) {
                    int offset = numbers.readInt32();
                    if (positive) {
                        point.positiveOffset = offset;
                    } else {
                        point.negativeOffset = offset;
                    }
                } else if (field == 1) {
                    readCounts(positive ? point.positiveBucketCounts : point.negativeBucketCounts);
                } else {
                    json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(BUCKETS_FIELDS.name(field));
        }
    }

    void readSummary(SummaryPoint point) throws Fault {
        point.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(SUMMARY_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 4 -> point.count = numbers.readUint64();
                    case 5 -> point.sum = numbers.readDouble();
                    case 6 -> readQuantiles(point);
                    default -> readCommon(field, point);
                }
            }
        } catch (Fault fault) {
            throw fault.in(SUMMARY_FIELDS.name(field));
        }
    }

    private void readQuantiles(SummaryPoint point) throws Fault {
        int index = 0;
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                if (point.values.size() == Limits.MAX_ELEMENTS) {
                    throw json.tooMany();
                }
                double quantile = 0;
                double value = 0;
                for (boolean next = json.enterObject(); next; next = json.nextMember()) {
                    field = json.name(QUANTILE_FIELDS, field);
                    if (json.skipNull()) {
                        continue;
                    }
                    switch (field) {
                        case 0 -> quantile = numbers.readDouble();
                        case 1 -> value = numbers.readDouble();
                        default -> json.skipValue();
                    }
                }
                point.quantiles.add(quantile);
                point.values.add(value);
                field = FieldNames.UNKNOWN;
                index++;
            }
        } catch (Fault fault) {
            throw fault.in(QUANTILE_FIELDS.name(field)).at(index);
        }
    }

    private void readCounts(LongList counts) throws Fault {
        int index = 0;
        try {
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                if (counts.size() == Limits.MAX_ELEMENTS) {
                    throw json.tooMany();
                }
                counts.add(numbers.readUint64());
                index++;
            }
        } catch (Fault fault) {
            throw fault.at(index);
        }
    }

    private void readBounds(DoubleList bounds) throws Fault {
        int index = 0;
        try {
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                if (bounds.size() == Limits.MAX_ELEMENTS) {
                    throw json.tooMany();
                }
                bounds.add(numbers.readDouble());
                index++;
            }
        } catch (Fault fault) {
            throw fault.at(index);
        }
    }

    private void readExemplars(ScratchList<Exemplar> exemplars) throws Fault {
        int index = 0;
        try {
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                if (exemplars.size() == Limits.MAX_ELEMENTS) {
                    throw json.tooMany();
                }
                readExemplar(exemplars.add());
                index++;
            }
        } catch (Fault fault) {
            throw fault.at(index);
        }
    }

    private void readExemplar(Exemplar exemplar) throws Fault {
        exemplar.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(EXEMPLAR_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> values.readAttributes(exemplar.filteredAttributes);
                    case 1 -> exemplar.timeUnixNano = numbers.readUint64();
                    case 2 -> {
                        exemplar.doubleValue = numbers.readDouble();
                        exemplar.valueKind = NumberKind.DOUBLE;
                    }
                    case 3 -> {
                        exemplar.intValue = numbers.readInt64();
                        exemplar.valueKind = NumberKind.INT;
                    }
                    case 4 -> ids.readSpanId(exemplar.spanId, arenas.strings);
                    case 5 -> ids.readTraceId(exemplar.traceId, arenas.strings);
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(EXEMPLAR_FIELDS.name(field));
        }
    }
}
