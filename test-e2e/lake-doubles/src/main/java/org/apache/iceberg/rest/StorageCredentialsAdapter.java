package org.apache.iceberg.rest;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.rest.credentials.Credential;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/**
 * Adds what gives access to a table to the answers of clients that ask for {@code vended-credentials}. In this package because {@code Route}
 * is visible here only.
 */
public final class StorageCredentialsAdapter extends RESTCatalogAdapter {

    /** Fills in the answer for a table. */
    @FunctionalInterface
    public interface Vendor {

        /**
         * Adds to an answer.
         *
         * @param location of the table
         */
        void vend(String location, LoadTableResponse.Builder answer);
    }

    private final Vendor vendor;

    /** Over a catalog. */
    public StorageCredentialsAdapter(Catalog catalog, Vendor vendor) {
        super(catalog);
        this.vendor = vendor;
    }

    @Override
    public <T extends RESTResponse> T handleRequest(
            Route route,
            Map<String, String> vars,
            HTTPRequest request,
            Class<T> responseType,
            Consumer<Map<String, String>> responseHeaders) {
        T response = super.handleRequest(route, vars, request, responseType, responseHeaders);
        boolean delegated = request.headers()
                .firstEntry("X-Iceberg-Access-Delegation")
                .map(header -> header.value().contains("vended-credentials"))
                .orElse(false);
        if (!delegated || !(response instanceof LoadTableResponse loaded)) {
            return response;
        }
        LoadTableResponse.Builder answer = LoadTableResponse.builder()
                .withTableMetadata(loaded.tableMetadata())
                .addAllConfig(loaded.config());
        vendor.vend(loaded.tableMetadata().location(), answer);
        return responseType.cast(answer.build());
    }

    /** Credentials for all locations that start with a prefix. */
    public static Credential credential(String prefix, Map<String, String> config) {
        return org.apache.iceberg.rest.credentials.ImmutableCredential.builder()
                .prefix(prefix)
                .config(config)
                .build();
    }
}
