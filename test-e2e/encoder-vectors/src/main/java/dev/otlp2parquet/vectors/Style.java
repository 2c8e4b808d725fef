package dev.otlp2parquet.vectors;

/** What values are like: each leads the encoder to another choice. */
enum Style {
    /** A dictionary pays. */
    FEW("few"),
    /** Hardly a value twice. */
    MANY("many"),
    /** Small steps upwards: deltas. */
    ASCENDING("ascending"),
    /** The ends of the ranges, NaN, zeros of both signs, empty and long values, U+10FFFF. */
    BOUNDARY("boundary");

    final String text;

    Style(String text) {
        this.text = text;
    }
}
