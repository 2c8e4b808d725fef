package org.apache.iceberg.rest;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/**
 * Adds credentials for the bucket to the answers of clients that ask for delegated access, as R2 Data Catalog does. In this
 * package because {@code Route} is visible here only.
 */
public final class VendingCatalogAdapter extends RESTCatalogAdapter {

    private final Map<String, String> credentials;

    public VendingCatalogAdapter(Catalog catalog, Map<String, String> credentials) {
        super(catalog);
        this.credentials = Map.copyOf(credentials);
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
        if (delegated && response instanceof LoadTableResponse loaded) {
            loaded.config().putAll(credentials);
        }
        return response;
    }
}
