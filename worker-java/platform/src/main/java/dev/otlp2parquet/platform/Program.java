package dev.otlp2parquet.platform;

/** What this program calls itself wherever it says who wrote something. */
public final class Program {
    public static final String NAME = "otlp2parquet";

    /** The Maven version. */
    public static final String VERSION = "0.1.0-SNAPSHOT";

    private Program() {}
}
