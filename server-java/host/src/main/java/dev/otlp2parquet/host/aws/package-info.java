/** AWS on a JVM: credentials of its SDK, and files that are sent in parts. */
package dev.otlp2parquet.host.aws;
