package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;

/** The log line of a request that is answered without its body. It has no headers, because some of them are secrets. */
final class GatewayLog {

    /** The client chooses paths and methods; the line does not need more characters of them. */
    private static final int MAX_TEXT = 200;

    private GatewayLog() {}

    static void write(Log log, RequestHead head, RequestContext context, HttpAnswer answer) {
        LogLevel level = answer.status() >= 500
                ? LogLevel.ERROR
                // Health checks and preflights come by the thousand and carry no news.
                : answer.status() >= 400 ? LogLevel.WARN : LogLevel.DEBUG;
        if (log.logs(level)) {
            log.write(new LogLine(level, "request answered by its head")
                    .field("request_id", context.requestId())
                    .field("method", shortened(head.method()))
                    .field("path", shortened(head.path()))
                    .field("status", answer.status()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
