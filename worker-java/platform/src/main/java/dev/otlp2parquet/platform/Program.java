package dev.otlp2parquet.platform;

/** Name and version of this program, for files, snapshots and user agents. */
public final class Program {
    public static final String NAME = "otlp2parquet";

    /** The version in the Maven project. */
    public static final String VERSION = "0.1.0-SNAPSHOT";

    private Program() {}
}
