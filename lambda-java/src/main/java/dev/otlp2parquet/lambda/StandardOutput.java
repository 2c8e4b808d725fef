package dev.otlp2parquet.lambda;

import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogSink;

/** Log lines on the standard output, which Lambda passes to CloudWatch with their times. */
final class StandardOutput implements LogSink {

    @Override
    public void line(LogLevel level, String line) {
        System.out.println(line);
    }
}
