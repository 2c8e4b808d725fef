/** Storage in S3 with the credentials of a function. */
package dev.otlp2parquet.lambda.aws;
