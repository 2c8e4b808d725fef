package dev.otlp2parquet.iceberg.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.platform.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schemas in a table's metadata. */
class PastSchemasTest {
    private static TableMetadata metadata(int current, String... schemas) {
        String json = """
                {"metadata": {"format-version": 2, "table-uuid": "u", "location": "s3://b/t", "current-schema-id": %d,
                 "schemas": [%s], "partition-specs": [{"spec-id": 0, "fields": []}]}}""";
        return TableMetadata.parseResponse(
                json.formatted(current, String.join(",", schemas)).getBytes(StandardCharsets.UTF_8), true);
    }

    private static String schema(int id, String type) {
        return "{\"schema-id\": %d, \"fields\": [{\"id\": 1, \"name\": \"a\", \"required\": false, \"type\": %s}]}"
                .formatted(id, type);
    }

    private static List<Integer> ids(TableMetadata metadata) {
        return metadata.schemas().stream().map(IcebergSchema::schemaId).toList();
    }

    @Test
    void theOldestComesFirstInWhateverOrderTheyStand() {
        TableMetadata metadata = metadata(1, schema(2, "\"long\""), schema(0, "\"int\""), schema(1, "\"string\""));
        assertEquals(List.of(0, 1, 2), ids(metadata));
        assertEquals(1, metadata.schema().schemaId());
    }

    @Test
    void anEarlierSchemaThatIsNotKnownHereDoesNotStopTheTable() {
        String strange = "{\"type\": \"matrix\", \"of\": \"double\"}";
        assertEquals(List.of(1), ids(metadata(1, schema(0, strange), schema(1, "\"int\""))));
        assertThrows(JsonException.class, () -> metadata(0, schema(0, strange), schema(1, "\"int\"")));
    }
}
