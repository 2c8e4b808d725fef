package dev.otlp2parquet.iceberg.jvm;

import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.iceberg.commit.AppendCommitter;
import dev.otlp2parquet.iceberg.commit.Engine;
import dev.otlp2parquet.iceberg.partition.PartitionField;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.partition.SortOrder;
import dev.otlp2parquet.iceberg.rest.Authorization;
import dev.otlp2parquet.iceberg.rest.CreateTableRequest;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.rest.RestOptions;
import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.iceberg.schema.NestedField;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.Type;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.transform.Transform;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.jvm.PatientHttpClient;
import dev.otlp2parquet.platform.Backoff;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lake for the tests of {@code iceberg}: with clients of ours, their clock and their bucket. */
public final class LakeOfClients extends Lake {

    private final TestClock clock = new TestClock();
    private final SeededRandomness random;
    private FolderObjectIO objects;

    /**
     * @param name of the tables, which have a number behind it
     * @param seed of all random numbers; prints nothing, since nothing depends on it but names
     */
    public LakeOfClients(String name, long seed) {
        super(name);
        random = new SeededRandomness(seed);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        super.beforeAll(context);
        objects = new FolderObjectIO(folder());
    }

    /** The name of a table that no test has used. */
    public TableIdentifier newName() {
        return TableIdentifier.of("otel", newNamespace());
    }

    public FolderObjectIO objects() {
        return objects;
    }

    public TestClock clock() {
        return clock;
    }

    public SeededRandomness random() {
        return random;
    }

    public RestCatalog client() {
        return client(Authorization.bearer(TOKEN), 20_000);
    }

    public RestCatalog client(Authorization authorization, int commitTimeoutMillis) {
        RestOptions options = RestOptions.of(harness().uri(), "acct0123_" + BUCKET)
                .withTimeouts(20_000, commitTimeoutMillis)
                .withRetries(2, new Backoff(1, 10));
        return new RestCatalog(new PatientHttpClient(), authorization, options, clock, random);
    }

    public AppendCommitter committer(RestCatalog client, TableIdentifier table) {
        return new AppendCommitter(
                client, table, objects, new JvmBlockCodecs(), new Engine("otlp2parquet", "0.1.0"), clock, random);
    }

    /** The table as Iceberg's Java library sees it. */
    public Table table(TableIdentifier table) {
        return harness().catalog().loadTable(javaName(table));
    }

    public static org.apache.iceberg.catalog.TableIdentifier javaName(TableIdentifier table) {
        return org.apache.iceberg.catalog.TableIdentifier.of(
                Namespace.of(table.namespace().toArray(new String[0])), table.name());
    }

    /** A table with a timestamp, text, numbers and a map, by the hour. */
    public static CreateTableRequest definition(int formatVersion) {
        IcebergSchema schema = IcebergSchema.of(
                0,
                List.of(
                        new NestedField(1, "Timestamp", true, PrimitiveType.TIMESTAMPTZ),
                        new NestedField(2, "ServiceName", true, PrimitiveType.STRING),
                        new NestedField(3, "Count", false, PrimitiveType.INT),
                        new NestedField(4, "Value", false, PrimitiveType.DOUBLE),
                        new NestedField(
                                5,
                                "Attributes",
                                true,
                                new Type.MapType(
                                        new NestedField(6, "key", true, PrimitiveType.STRING),
                                        new NestedField(7, "value", false, PrimitiveType.STRING)))));
        PartitionSpec spec =
                new PartitionSpec(0, List.of(new PartitionField(1, 1000, "Timestamp_hour", Transform.Temporal.HOUR)));
        SortOrder order = new SortOrder(
                1,
                List.of(
                        new SortOrder.SortField(2, Transform.Plain.IDENTITY, true, true),
                        new SortOrder.SortField(1, Transform.Plain.IDENTITY, true, true)));
        return new CreateTableRequest(
                schema, spec, order, "", Map.of("format-version", Integer.toString(formatVersion)));
    }
}
