package dev.otlp2parquet.doubles;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * A catalog each of whose tables has its own bucket, with a name as in the user guide:
 * {@code s3://63a8e430-6e0b-46f5-k833abtwr6s8tmtsycedn8s4yc3xhuse1b--table-s3}. Metadata is in {@code /metadata}, data in {@code /data}.
 */
final class TableBucketCatalog extends JdbcCatalog {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Consumer<String> createBucket;

    TableBucketCatalog(Consumer<String> createBucket) {
        this.createBucket = createBucket;
    }

    @Override
    protected String defaultWarehouseLocation(TableIdentifier table) {
        StringBuilder bucket = new StringBuilder(UUID.randomUUID().toString().substring(0, 18)).append('-');
        while (bucket.length() < 53) {
            bucket.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        bucket.append("--table-s3");
        createBucket.accept(bucket.toString());
        return "s3://" + bucket;
    }
}
