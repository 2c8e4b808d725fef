/**
 * Doubles of services that no test can reach: Amazon S3 Tables, and a REST catalog that vends credentials for OAuth2 tokens. Iceberg's own
 * REST code keeps the tables, versitygw the objects; the doubles add what the services check and refuse. Where the behaviour of AWS is not
 * known from a document or a report, the comment says "guess".
 */
package dev.otlp2parquet.doubles;
