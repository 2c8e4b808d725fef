/** AWS's protocols over the ports of the host. */
package dev.otlp2parquet.aws;
