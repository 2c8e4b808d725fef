package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;

/** Forwards the ends and discards of contexts to another sink. A subclass decides about the records. */
public abstract class ForwardingSink implements TelemetrySink {

    /** The sink behind this one. */
    protected final TelemetrySink sink;

    protected ForwardingSink(TelemetrySink sink) {
        this.sink = sink;
    }

    @Override
    public void endMetric(Metric metric) {
        sink.endMetric(metric);
    }

    @Override
    public void discardMetric() {
        sink.discardMetric();
    }

    @Override
    public void endScope(Scope scope) {
        sink.endScope(scope);
    }

    @Override
    public void discardScope() {
        sink.discardScope();
    }

    @Override
    public void endResource(Resource resource) {
        sink.endResource(resource);
    }

    @Override
    public void discardResource() {
        sink.discardResource();
    }

    @Override
    public void beginLine() {
        sink.beginLine();
    }

    @Override
    public void discardLine() {
        sink.discardLine();
    }
}
