/** S3 and stores with its protocol (R2, versitygw, MinIO and others) as an object store. */
package dev.otlp2parquet.aws.s3;
