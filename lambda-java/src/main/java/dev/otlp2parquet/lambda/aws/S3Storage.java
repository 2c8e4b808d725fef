package dev.otlp2parquet.lambda.aws;

import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.Storage;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import java.util.Map;

/** The bucket of the configuration. A function has no other store. */
public final class S3Storage {

    private static final String BUCKET = "OTLP2PARQUET_S3_BUCKET";

    private S3Storage() {}

    /**
     * Returns the credentials that are configured, or those of the function's role.
     *
     * @throws ConfigException if there are none
     */
    public static CredentialsProvider keys(
            Config config, Map<String, String> environment, HttpClient http, Clock clock) throws ConfigException {
        return config.storage().keys() == null
                ? LambdaCredentials.of(environment, http, clock)
                : CredentialsProvider.of(config.storage().keys());
    }

    /**
     * Makes the store. Sends nothing yet.
     *
     * @throws ConfigException if there is no bucket, and plain files or tables need one
     */
    public static ObjectStore store(
            Config config,
            CredentialsProvider keys,
            HttpClient http,
            Digest digest,
            Clock clock,
            Randomness random)
            throws ConfigException {
        Storage storage = config.storage();
        if (!storage.bucket().isEmpty()) {
            return new S3ObjectStore(storage.access().options(storage.bucket()), keys, http, digest, clock, random);
        }
        if (!config.catalog().enabled() || !config.catalog().bucket().isEmpty()) {
            throw new ConfigException(BUCKET + " is missing: the name of the bucket for the files");
        }
        return new NoBucket();
    }

    /** The tables are in buckets that the catalog names, so nothing is asked of this store. */
    private static final class NoBucket implements ObjectStore {

        @Override
        public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
            throw new StoreException(BUCKET + " is not set", false);
        }

        @Override
        public byte[] get(String key) throws StoreException {
            throw new StoreException(BUCKET + " is not set", false);
        }
    }
}
