package dev.otlp2parquet.doubles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;

/** Iceberg's Java library as the client of a double: RESTCatalog and S3FileIO, nothing of ours. */
final class IcebergClient implements AutoCloseable {

    static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "name", Types.StringType.get()));

    private final RESTCatalog catalog = new RESTCatalog();

    private IcebergClient(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        all.put("http-client.type", "urlconnection");
        all.put("s3.retry.num-retries", "0");
        catalog.initialize("client", all);
    }

    /** With keys for both the catalog and S3. */
    static IcebergClient of(S3TablesDouble tables, Keys keys, Map<String, String> others) {
        Map<String, String> properties = new HashMap<>(keys.s3Properties());
        properties.put("uri", tables.uri());
        properties.put("warehouse", tables.warehouse());
        properties.put("rest.sigv4-enabled", "true");
        properties.put("rest.signing-name", "s3tables");
        properties.put("rest.signing-region", tables.region());
        properties.put("rest.access-key-id", keys.accessKeyId());
        properties.put("rest.secret-access-key", keys.secretAccessKey());
        if (!keys.sessionToken().isEmpty()) {
            properties.put("rest.session-token", keys.sessionToken());
        }
        properties.put("s3.endpoint", tables.s3Endpoint());
        properties.put("s3.path-style-access", "true");
        properties.put("client.region", tables.region());
        properties.putAll(others);
        return new IcebergClient(properties);
    }

    /** With OAuth2, asking for vended credentials. */
    static IcebergClient of(VendingDouble vending, Map<String, String> others) {
        Map<String, String> properties = new HashMap<>();
        properties.put("uri", vending.uri());
        properties.put("warehouse", vending.warehouse());
        properties.put(
                "credential", vending.client().id() + ":" + vending.client().secret());
        properties.put("oauth2-server-uri", vending.tokenUri());
        properties.put("scope", vending.client().scope());
        properties.put("audience", vending.client().audience());
        properties.put("header.X-Iceberg-Access-Delegation", "vended-credentials");
        properties.putAll(others);
        return new IcebergClient(properties);
    }

    /** With keys for S3. */
    static IcebergClient of(NessieServer nessie) {
        Map<String, String> properties = new HashMap<>(nessie.keys().s3Properties());
        properties.put("uri", nessie.uri());
        properties.put("warehouse", nessie.warehouse());
        properties.put("s3.endpoint", nessie.s3Endpoint());
        properties.put("s3.path-style-access", "true");
        properties.put("client.region", nessie.region());
        return new IcebergClient(properties);
    }

    RESTCatalog catalog() {
        return catalog;
    }

    /** Appends rows {@code first}, ... in a file of their own. */
    static void append(Table table, long first, int rows) throws IOException {
        table.newAppend().appendFile(file(table, first, rows)).commit();
    }

    static DataFile file(Table table, long first, int rows) throws IOException {
        DataWriter<Record> writer = Parquet.writeData(
                        table.io().newOutputFile(table.location() + "/data/" + UUID.randomUUID() + ".parquet"))
                .schema(table.schema())
                .withSpec(table.spec())
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (writer) {
            for (int i = 0; i < rows; i++) {
                GenericRecord row = GenericRecord.create(table.schema());
                row.setField("id", first + i);
                row.setField("name", "row " + (first + i));
                writer.write(row);
            }
        }
        return writer.toDataFile();
    }

    /** The column {@code id}, sorted, from a table that is loaded for it. */
    List<Long> ids(TableIdentifier name) throws IOException {
        List<Long> ids = new ArrayList<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(catalog.loadTable(name)).build()) {
            for (Record row : rows) {
                ids.add((Long) row.getField("id"));
            }
        }
        ids.sort(null);
        return ids;
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}
