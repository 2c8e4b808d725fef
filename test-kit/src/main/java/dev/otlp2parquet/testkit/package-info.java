/** Code that the tests of several modules share. */
package dev.otlp2parquet.testkit;
