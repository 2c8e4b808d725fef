import assert from "node:assert/strict";
import { test } from "node:test";
import { needsBucket } from "../lambda-storage.ts";

for (const environment of [
  {},
  { OTLP2PARQUET_CATALOG_MODE: "none" },
  { OTLP2PARQUET_CATALOG_MODE: " None " },
  { OTLP2PARQUET_S3_BUCKET: " ", OTLP2PARQUET_ICEBERG_ENABLED: "false" },
  { AWS_REGION: "eu-central-1", OTLP2PARQUET_S3_REGION: "eu-central-1" },
]) {
  test(`a local bucket for ${JSON.stringify(environment)}`, () => assert.equal(needsBucket(environment), true));
}

for (const environment of [
  { OTLP2PARQUET_CATALOG_MODE: "glue" },
  { OTLP2PARQUET_CATALOG_MODE: "s3tables" },
  { OTLP2PARQUET_ICEBERG_ENABLED: "TRUE" },
  { OTLP2PARQUET_CATALOG_DATA_LOCATION: "s3://telemetry/otel" },
  { OTLP2PARQUET_CATALOG_URI: "https://catalog.example.com" },
  { OTLP2PARQUET_ICEBERG_REST_URI: "https://catalog.example.com" },
  { OTLP2PARQUET_ICEBERG_BUCKET_ARN: "arn:aws:s3tables:eu-central-1:111122223333:bucket/telemetry" },
  { OTLP2PARQUET_S3_ENDPOINT: "http://127.0.0.1:9000" },
  { OTLP2PARQUET_S3_BUCKET: "telemetry" },
]) {
  test(`no local bucket for ${JSON.stringify(environment)}`, () => assert.equal(needsBucket(environment), false));
}
