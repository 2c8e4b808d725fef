package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.model.Slice;

/** The names of an enum whose values are numbered from 0 without a gap, as all in OTLP are. */
final class EnumNames {
    static final EnumNames SEVERITY_NUMBER = new EnumNames(severities());

    static final EnumNames SPAN_KIND = new EnumNames(
            "SPAN_KIND_UNSPECIFIED",
            "SPAN_KIND_INTERNAL",
            "SPAN_KIND_SERVER",
            "SPAN_KIND_CLIENT",
            "SPAN_KIND_PRODUCER",
            "SPAN_KIND_CONSUMER");

    static final EnumNames STATUS_CODE = new EnumNames("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR");

    static final EnumNames AGGREGATION_TEMPORALITY = new EnumNames(
            "AGGREGATION_TEMPORALITY_UNSPECIFIED",
            "AGGREGATION_TEMPORALITY_DELTA",
            "AGGREGATION_TEMPORALITY_CUMULATIVE");

    private final FieldNames names;

    private EnumNames(String... names) {
        this.names = new FieldNames(names);
    }

    /** The number of a name, or -1. */
    int find(Slice name) {
        return names.find(name.array, name.offset, name.length);
    }

    private static String[] severities() {
        String[] levels = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
        String[] names = new String[1 + levels.length * 4];
        names[0] = "SEVERITY_NUMBER_UNSPECIFIED";
        for (int i = 1; i < names.length; i++) {
            int step = (i - 1) % 4;
            names[i] = "SEVERITY_NUMBER_" + levels[(i - 1) / 4] + (step == 0 ? "" : step + 1);
        }
        return names;
    }
}
