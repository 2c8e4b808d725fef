package dev.otlp2parquet.lambda.event;

/** The forms in which HTTP requests become events, and answers results (API Gateway, "Lambda proxy integrations"). */
enum EventShape {
    /** REST API, and HTTP API with payload format 1.0. Headers come with all their values, and answers may have several. */
    V1,
    /** REST API in a form without {@code multiValueHeaders}. */
    V1_SINGLE,
    /** HTTP API with payload format 2.0, and function URL. Several values of a header are one, joined by commas. */
    V2
}
