package dev.otlp2parquet.doubles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.testkit.Versitygw;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Nessie starts, and keeps a table of Iceberg's Java library in versitygw. */
@EnabledIfEnvironmentVariable(
        named = NessieServer.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_NESSIE is not set: scripts/nessie fetches it and prints its path")
@EnabledIfEnvironmentVariable(
        named = Versitygw.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_VERSITYGW is not set: scripts/versitygw builds it and prints its path")
@Tag("server")
class NessieServerTest {

    @TempDir
    private Path folder;

    @Test
    void aTableIsCreatedAppendedToAndRead() throws Exception {
        TableIdentifier name = TableIdentifier.of("otel", "logs");
        try (NessieServer nessie = new NessieServer(folder, 0);
                IcebergClient client = IcebergClient.of(nessie)) {
            client.catalog().createNamespace(name.namespace());
            Table table = client.catalog().createTable(name, IcebergClient.SCHEMA);
            IcebergClient.append(table, 1, 3);

            assertTrue(table.location().startsWith("s3://nessie/warehouse/otel/logs"), table.location());
            assertEquals(List.of(1L, 2L, 3L), client.ids(name));
        }
    }
}
