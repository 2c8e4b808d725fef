package dev.otlp2parquet.otlp.model;

/**
 * Receives the contexts of records: their scopes and resources. The sinks of all signals extend it.
 *
 * <p>The decoder reports a context after its records, because OTLP/JSON may name {@code resource}, {@code scope} and {@code
 * schemaUrl} after the records they apply to. The calls for a request follow this grammar:
 * <pre>
 * ( ( record* ( endScope | discardScope ) )* ( endResource | discardResource ) )*
 * </pre>
 *
 * <p>A record can be legal OTLP and still exceed what a sink can hold. The method of the record then appends nothing and
 * returns the reason. The reason starts with the path of the field within the record ({@code events[3].timeUnixNano: ...}).
 * The decoder counts the record as rejected.
 *
 * <p>The decoder owns every object that it passes to a sink, and reuses it: the object and its byte slices are valid until the
 * call returns. When the decoder throws, the calls stop midway. The content of the sink since the beginning of the request
 * must then be dropped.
 */
public interface ContextSink {
    /**
     * Ends a scope. All records since the previous end or discard of a scope belong to it.
     *
     * @param scope the scope; no field is set when the request names none
     */
    void endScope(Scope scope);

    /**
     * Ends a resource. All scopes since the previous end or discard of a resource belong to it.
     *
     * @param resource the resource; no field is set when the request names none
     */
    void endResource(Resource resource);

    /** Drops all records since the previous end or discard of a scope, because their scope is faulty. */
    void discardScope();

    /** Drops all scopes and their records since the previous end or discard of a resource, because the resource is faulty. */
    void discardResource();

    /** Begins a line of JSON Lines. Each line is a request of its own. Other formats do not call this. */
    void beginLine();

    /** Drops all resources, scopes and records since the beginning of the line, ended or not, because the line is malformed. */
    void discardLine();
}
