package dev.otlp2parquet.otlp.model;

/**
 * What the sinks of all signals have in common: the contexts that records belong to.
 *
 * <p>A context is reported after its records, because OTLP/JSON may name {@code resource}, {@code scope} and {@code
 * schemaUrl} after the records they apply to. The order of calls for a request is, nested:
 * <pre>
 * ( ( record* ( endScope | discardScope ) )* ( endResource | discardResource ) )*
 * </pre>
 *
 * A record that is legal OTLP can still be more than a sink can hold. Its method then appends nothing and returns the reason,
 * which begins with the path of the field within the record ({@code events[3].timeUnixNano: ...}); the decoder counts the
 * record as rejected.
 *
 * Every object passed to a sink is scratch of the decoder: it is valid, with all byte slices in it, until the call
 * returns, and refilled afterwards. When the decoder throws, calls stop in the middle; the sink's content since the
 * beginning of the request is then worthless.
 */
public interface ContextSink {
    /**
     * Ends a scope: all records since the previous end or discard of a scope belong to it.
     *
     * @param scope the scope, without any field set when the request names none
     */
    void endScope(Scope scope);

    /**
     * Ends a resource: all scopes since the previous end or discard of a resource belong to it.
     *
     * @param resource the resource, without any field set when the request names none
     */
    void endResource(Resource resource);

    /** Forgets all records since the previous end or discard of a scope: their scope turned out faulty. */
    void discardScope();

    /** Forgets all scopes, and their records, since the previous end or discard of a resource. */
    void discardResource();

    /** Begins a line of a body of JSON lines, each a request of its own; not called for other bodies. */
    void beginLine();

    /** Forgets all resources, scopes and records since the beginning of the line, in whatever state they are: it is malformed. */
    void discardLine();
}
