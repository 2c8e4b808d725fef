package dev.otlp2parquet.server.config;

import java.net.URI;
import java.nio.file.Path;

/** Where objects are stored. */
public sealed interface Storage {

    /** One constant for each implementation, so that a switch is exhaustive. */
    enum Kind {
        FILES,
        S3
    }

    Kind kind();

    /**
     * Files in a directory.
     *
     * @param root the directory, which may not exist yet
     */
    record Files(Path root) implements Storage {
        @Override
        public Kind kind() {
            return Kind.FILES;
        }
    }

    /**
     * A bucket that speaks the protocol of S3. R2 is one.
     *
     * @param region of the signature
     * @param endpoint scheme, host and port; null for AWS
     * @param pathStyle whether the bucket is in the path, not in the host name
     * @param credentials null to use those that the AWS SDK finds
     */
    record S3(String bucket, String region, URI endpoint, boolean pathStyle, S3Credentials credentials)
            implements Storage {
        @Override
        public Kind kind() {
            return Kind.S3;
        }
    }
}
