package org.apache.iceberg.rest;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ErrorResponse;

/**
 * Refuses what the Iceberg REST endpoint of S3 Tables refuses; the wording of its messages is a guess. In this package because {@code Route}
 * is visible here only.
 *
 * <ul>
 *   <li>Names of other characters than {@code [a-z0-9_]}, and namespaces of several levels: 400 ("Naming rules for tables and namespaces").
 *   <li>A staged creation: 400 ("stage-create is not supported" in "Accessing tables using the Amazon S3 Tables Iceberg REST endpoint").
 *   <li>A location, on creation or later: 400. AWS assigns it; the status is a guess.
 *   <li>A table without metadata, as the API makes it without a schema: 400 on loading (terraform-provider-aws issue 42556).
 *   <li>Dropping without {@code purgeRequested=true}: 400 (the same page of the guide; the status is a guess).
 *   <li>A namespace, if that is not allowed: 403, also if it exists (guess: permissions are checked first).
 * </ul>
 */
public final class S3TablesAdapter extends RESTCatalogAdapter {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]{0,254}");

    private final Set<TableIdentifier> withoutMetadata = ConcurrentHashMap.newKeySet();
    private volatile boolean namespacesAllowed = true;

    /** Over a catalog that gives each table its location. */
    public S3TablesAdapter(Catalog catalog) {
        super(catalog);
    }

    /** Whether the client may create namespaces: the permission {@code s3tables:CreateNamespace}. */
    public void allowNamespaces(boolean allowed) {
        namespacesAllowed = allowed;
    }

    /** From now on this table exists and has no metadata. */
    public void addTableWithoutMetadata(TableIdentifier table) {
        withoutMetadata.add(table);
    }

    @Override
    public <T extends RESTResponse> T handleRequest(
            Route route,
            Map<String, String> vars,
            HTTPRequest request,
            Class<T> responseType,
            Consumer<Map<String, String>> responseHeaders) {
        if (vars.containsKey("namespace")) {
            requireName("namespace", RESTUtil.decodeString(vars.get("namespace")));
        }
        switch (route) {
            case CREATE_NAMESPACE -> checkNamespace(castRequest(CreateNamespaceRequest.class, request.body()));
            case CREATE_TABLE -> checkTable(vars, castRequest(CreateTableRequest.class, request.body()));
            case LOAD_TABLE -> requireMetadata(vars);
            case UPDATE_TABLE -> checkUpdate(vars, castRequest(UpdateTableRequest.class, request.body()));
            case TABLE_EXISTS -> {
                if (withoutMetadata.contains(table(vars))) {
                    return null;
                }
            }
            case DROP_TABLE -> {
                if (!"true".equals(request.queryParameters().get("purgeRequested"))) {
                    throw new BadRequestException("DropTable is supported only with purgeRequested=true");
                }
            }
            case CREATE_VIEW, LIST_VIEWS, LOAD_VIEW, VIEW_EXISTS, COMMIT_TRANSACTION, REGISTER_TABLE ->
                throw new BadRequestException("%s is not supported", route.name());
            default -> {
                // As Iceberg's own code does it.
            }
        }
        return super.handleRequest(route, vars, request, responseType, responseHeaders);
    }

    /** Of the exceptions thrown here, Iceberg's own code does not know BadRequestException. */
    @Override
    protected <T extends RESTResponse> T execute(
            HTTPRequest request,
            Class<T> responseType,
            Consumer<ErrorResponse> errorHandler,
            Consumer<Map<String, String>> responseHeaders) {
        Consumer<ErrorResponse> known = error -> errorHandler.accept(
                error.type().equals(BadRequestException.class.getSimpleName())
                        ? ErrorResponse.builder()
                                .responseCode(400)
                                .withType(error.type())
                                .withMessage(error.message())
                                .build()
                        : error);
        return super.execute(request, responseType, known, responseHeaders);
    }

    private void checkNamespace(CreateNamespaceRequest request) {
        if (!namespacesAllowed) {
            throw new ForbiddenException("User: arn:aws:iam::111122223333:user/double is not authorized to perform:"
                    + " s3tables:CreateNamespace because no identity-based policy allows the"
                    + " s3tables:CreateNamespace action");
        }
        Namespace namespace = request.namespace();
        if (namespace.length() != 1) {
            throw new BadRequestException("expected a namespace of one level, found %s", namespace);
        }
        requireName("namespace", namespace.level(0));
    }

    private void checkTable(Map<String, String> vars, CreateTableRequest request) {
        requireName("table", request.name());
        if (request.stageCreate()) {
            throw new BadRequestException("stage-create is not supported");
        }
        if (request.location() != null) {
            throw new BadRequestException("Cannot specify a location: S3 Tables assigns it");
        }
        TableIdentifier table = TableIdentifier.of(RESTUtil.decodeString(vars.get("namespace")), request.name());
        if (withoutMetadata.contains(table)) {
            throw new AlreadyExistsException("Table already exists: %s", table);
        }
    }

    private void checkUpdate(Map<String, String> vars, UpdateTableRequest request) {
        requireMetadata(vars);
        if (request.updates().stream().anyMatch(MetadataUpdate.SetLocation.class::isInstance)) {
            throw new BadRequestException("Cannot change the location of a table");
        }
    }

    private void requireMetadata(Map<String, String> vars) {
        TableIdentifier table = table(vars);
        if (withoutMetadata.contains(table)) {
            throw new BadRequestException("The specified table does not have a metadata location: %s", table);
        }
    }

    private static TableIdentifier table(Map<String, String> vars) {
        return TableIdentifier.of(
                RESTUtil.decodeString(vars.get("namespace")), RESTUtil.decodeString(vars.get("table")));
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BadRequestException(
                    "The specified %s name is not valid: expected lower-case letters, digits and underscores, found %s",
                    what, name);
        }
    }
}
