/**
 * The core as an AWS Lambda function. {@link dev.otlp2parquet.lambda.OtlpHandler} takes events, {@code event} turns them into
 * requests and answers into results, {@code limit} keeps the work within the time that Lambda leaves, {@code aws} finds bucket and
 * credentials. Each request is stored and committed before it is answered: a function has no place for batches.
 */
package dev.otlp2parquet.lambda;
