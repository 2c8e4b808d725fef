package dev.otlp2parquet.ingest.config;

/** Where this program runs, as far as that changes what is configured. */
public enum Platform {
    /** A Cloudflare Worker, with a bucket of R2 and Durable Objects. */
    WORKER,
    /** AWS Lambda, which keeps nothing between requests. */
    LAMBDA,
    /** A process on a machine. */
    SERVER;

    /** The variable by which a Worker is recognized. The Worker sets it itself. */
    public static final String WORKER_VARIABLE = "CF_WORKER";

    private static final String LAMBDA_VARIABLE = "AWS_LAMBDA_FUNCTION_NAME";

    static Platform of(Settings settings) {
        if (settings.has(WORKER_VARIABLE)) {
            return WORKER;
        }
        return settings.has(LAMBDA_VARIABLE) ? LAMBDA : SERVER;
    }
}
