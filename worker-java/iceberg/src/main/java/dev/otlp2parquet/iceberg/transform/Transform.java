package dev.otlp2parquet.iceberg.transform;

import dev.otlp2parquet.iceberg.schema.PrimitiveType;

/** Derives a partition value from a column's value. Stateless. */
public sealed interface Transform {

    /** Transforms without parameters that do not look at the value. */
    enum Plain implements Transform {
        /** The value itself. */
        IDENTITY,
        /** Always null. */
        VOID
    }

    /** Whole years, months, days or hours since 1970-01-01 00:00 UTC. */
    enum Temporal implements Transform {
        YEAR,
        MONTH,
        DAY,
        HOUR
    }

    /** Hash modulo {@code buckets}, which is at least 1. */
    record Bucket(int buckets) implements Transform {
        public Bucket {
            requirePositive("bucket", buckets);
        }
    }

    /** Numbers rounded down to a multiple of {@code width}, strings and bytes cut to {@code width}, which is at least 1. */
    record Truncate(int width) implements Transform {
        public Truncate {
            requirePositive("truncate", width);
        }
    }

    /** An unknown transform. A table that it partitions cannot be written. */
    record Unknown(String name) implements Transform {}

    /** Returns the transform with a JSON name such as {@code bucket[16]}. */
    static Transform parse(String name) {
        return switch (name) {
            case "identity" -> Plain.IDENTITY;
            case "void" -> Plain.VOID;
            case "year" -> Temporal.YEAR;
            case "month" -> Temporal.MONTH;
            case "day" -> Temporal.DAY;
            case "hour" -> Temporal.HOUR;
            default -> {
                int bucket = parameter(name, "bucket[");
                int width = parameter(name, "truncate[");
                yield bucket > 0 ? new Bucket(bucket) : width > 0 ? new Truncate(width) : new Unknown(name);
            }
        };
    }

    /** Returns the name in JSON. */
    default String json() {
        if (this instanceof Temporal temporal) {
            return switch (temporal) {
                case YEAR -> "year";
                case MONTH -> "month";
                case DAY -> "day";
                case HOUR -> "hour";
            };
        }
        if (this instanceof Bucket bucket) {
            return "bucket[" + bucket.buckets() + "]";
        }
        if (this instanceof Truncate truncate) {
            return "truncate[" + truncate.width() + "]";
        }
        if (this instanceof Unknown unknown) {
            return unknown.name();
        }
        return this == Plain.VOID ? "void" : "identity";
    }

    /** Returns the type of the partition values for a column of type {@code source}. */
    default PrimitiveType resultType(PrimitiveType source) {
        if (this instanceof Temporal temporal) {
            return temporal == Temporal.DAY ? PrimitiveType.DATE : PrimitiveType.INT;
        }
        return this instanceof Bucket ? PrimitiveType.INT : source;
    }

    /**
     * Returns the partition value of a column's value.
     *
     * @param source type of the column
     * @param value of the class that the package comment gives for the type, or null
     * @throws IllegalArgumentException if the transform does not support the type
     */
    default Object apply(PrimitiveType source, Object value) {
        if (this == Plain.VOID || value == null) {
            return null;
        }
        if (this == Plain.IDENTITY) {
            return value;
        }
        if (this instanceof Temporal temporal) {
            return Calendar.ordinal(temporal, source, value);
        }
        if (this instanceof Bucket bucket) {
            return (BucketHash.hash(source, value) & Integer.MAX_VALUE) % bucket.buckets();
        }
        if (this instanceof Truncate truncate) {
            return Truncation.truncate(truncate.width(), source, value);
        }
        throw new IllegalArgumentException("the partition transform " + json() + " is not known");
    }

    private static int parameter(String name, String prefix) {
        if (!name.startsWith(prefix) || !name.endsWith("]")) {
            return -1;
        }
        try {
            return Integer.parseInt(name.substring(prefix.length(), name.length() - 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void requirePositive(String name, int parameter) {
        if (parameter < 1) {
            throw new IllegalArgumentException(name + ": expected a positive parameter, found " + parameter);
        }
    }
}
