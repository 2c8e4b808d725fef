package dev.otlp2parquet.iceberg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A catalog, a warehouse or a token endpoint that is not there says nothing about a table: its rows must not be given up. */
class MissingCatalogTest {

    private static final TableIdentifier TABLE = TableIdentifier.of("otel", "logs");

    private static final Clock CLOCK = new Clock() {
        @Override
        public long unixNanos() {
            return 1;
        }

        @Override
        public void sleep(long millis) {
            // Retries need not wait here.
        }
    };

    private static HttpResponse answer(int status, String body) {
        return new HttpResponse(status, Map.of(), Binary.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param status of each answer of the token endpoint */
    private static RestCatalog catalog(int status) {
        RestOptions options = RestOptions.of("https://c.example.com", "w").withRetries(1, new Backoff(1, 1));
        RestSession session = new RestSession();
        OAuth2Client client = new OAuth2Client("https://auth.example.com/token", "id", "secret", "", "");
        return new RestCatalog(
                request -> answer(200, "{\"defaults\":{},\"overrides\":{}}"),
                new ClientCredentials(client, session, request -> answer(status, "<html>not here</html>"), CLOCK),
                options,
                CLOCK,
                () -> 1,
                session);
    }

    @Test
    void aTokenEndpointThatIsNotThereIsNoMissingTable() {
        for (int status : new int[] {404, 409, 429, 500}) {
            RestCatalog catalog = catalog(status);
            CatalogException load = assertThrows(CatalogException.class, () -> catalog.loadTable(TABLE));
            assertEquals(CatalogException.Kind.UNAVAILABLE, load.kind());
            CatalogException commit =
                    assertThrows(CatalogException.class, () -> catalog.commit(TABLE, new JsonObject()));
            assertEquals(CatalogException.Kind.UNAVAILABLE, commit.kind());
        }
        CatalogException refused =
                assertThrows(CatalogException.class, () -> catalog(400).loadTable(TABLE));
        assertEquals(CatalogException.Kind.UNAUTHORIZED, refused.kind());
    }

    @Test
    void aWarehouseThatIsNotThereIsNoMissingTable() {
        RestOptions options = RestOptions.of("https://c.example.com", "w").withRetries(1, new Backoff(1, 1));
        for (int status : new int[] {404, 409}) {
            RestCatalog catalog = new RestCatalog(
                    request -> answer(status, "{\"error\":{\"message\":\"no warehouse w\",\"type\":\"NotFound\"}}"),
                    Authorization.none(),
                    options,
                    CLOCK,
                    () -> 1);
            CatalogException load = assertThrows(CatalogException.class, () -> catalog.loadTable(TABLE));
            assertEquals(CatalogException.Kind.UNAVAILABLE, load.kind());
            assertEquals(
                    "read the catalog's configuration: HTTP " + status + " NotFound: no warehouse w",
                    load.getMessage());
            assertThrows(CatalogException.class, () -> catalog.loadLineage(TABLE, 1));
        }
    }
}
