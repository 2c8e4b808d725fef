/** AWS Signature Version 4, in headers of a request. */
package dev.otlp2parquet.aws.sign;
