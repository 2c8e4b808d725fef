package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Containment;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import java.io.IOException;

/**
 * What the export requests of all signals have in common: a list of resources with lists of scopes with lists of records
 * (or metrics), under the same field numbers. Subclasses read the innermost.
 */
abstract class ProtobufEnvelope {
    private static final int RESOURCE_GROUPS = 1 << 3 | Tags.LENGTH;

    private static final int RESOURCE = 1 << 3 | Tags.LENGTH;
    private static final int SCOPE_GROUPS = 2 << 3 | Tags.LENGTH;
    private static final int RESOURCE_SCHEMA_URL = 3 << 3 | Tags.LENGTH;

    private static final int RESOURCE_ATTRIBUTES = 1 << 3 | Tags.LENGTH;
    private static final int RESOURCE_DROPPED_ATTRIBUTES_COUNT = 2 << 3 | Tags.VARINT;

    private static final int SCOPE = 1 << 3 | Tags.LENGTH;
    private static final int RECORDS = 2 << 3 | Tags.LENGTH;
    private static final int SCOPE_SCHEMA_URL = 3 << 3 | Tags.LENGTH;

    private static final int SCOPE_NAME = 1 << 3 | Tags.LENGTH;
    private static final int SCOPE_VERSION = 2 << 3 | Tags.LENGTH;
    private static final int SCOPE_ATTRIBUTES = 3 << 3 | Tags.LENGTH;
    private static final int SCOPE_DROPPED_ATTRIBUTES_COUNT = 4 << 3 | Tags.VARINT;

    final ProtobufValues values;
    final Containment containment;
    final Arenas recordArenas;
    private final Resource resource;
    private final Arenas resourceArenas;
    private final Scope scope;
    private final Arenas scopeArenas;

    ProtobufEnvelope(Scratch scratch) {
        containment = scratch.containment;
        values = new ProtobufValues(scratch);
        recordArenas = scratch.recordArenas;
        resource = scratch.resource;
        resourceArenas = scratch.resourceArenas;
        scope = scratch.scope;
        scopeArenas = scratch.scopeArenas;
    }

    /** Reads a request to the end of the body. */
    final void readRequest(ProtobufReader in) throws IOException, Fault {
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            if (tag == RESOURCE_GROUPS) {
                readResourceGroup(in);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readResourceGroup(ProtobufReader in) throws IOException, Fault {
        containment.beginResource();
        resource.clear();
        resourceArenas.reset();
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case SCOPE_GROUPS -> readScopeGroup(in);
                case RESOURCE -> containResource(in);
                case RESOURCE_SCHEMA_URL -> {
                    values.use(resourceArenas);
                    try {
                        in.readString(resource.schemaUrl);
                    } catch (Fault fault) {
                        containment.faultInResource(fault.in("schemaUrl"));
                    }
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        containment.endResource(resource);
    }

    private void containResource(ProtobufReader in) throws IOException, Fault {
        values.use(resourceArenas);
        int outer = in.enter();
        int end = in.messageEnd();
        try {
            readResource(in);
            in.leave(outer);
        } catch (Fault fault) {
            containment.faultInResource(fault.in("resource"));
            in.abandon(outer, end);
        }
    }

    private void readResource(ProtobufReader in) throws IOException, Fault {
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case RESOURCE_ATTRIBUTES -> values.readAttribute(in, resource.attributes, "attributes");
                case RESOURCE_DROPPED_ATTRIBUTES_COUNT -> resource.droppedAttributesCount = in.readVarint32();
                default -> in.skip(tag);
            }
        }
    }

    private void readScopeGroup(ProtobufReader in) throws IOException, Fault {
        containment.beginScope();
        scope.clear();
        scopeArenas.reset();
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case RECORDS -> readRecord(in);
                case SCOPE -> containScope(in);
                case SCOPE_SCHEMA_URL -> {
                    values.use(scopeArenas);
                    try {
                        in.readString(scope.schemaUrl);
                    } catch (Fault fault) {
                        containment.faultInScope(fault.in("schemaUrl"));
                    }
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        containment.endScope(scope);
    }

    private void containScope(ProtobufReader in) throws IOException, Fault {
        values.use(scopeArenas);
        int outer = in.enter();
        int end = in.messageEnd();
        try {
            readScope(in);
            in.leave(outer);
        } catch (Fault fault) {
            containment.faultInScope(fault.in("scope"));
            in.abandon(outer, end);
        }
    }

    private void readScope(ProtobufReader in) throws IOException, Fault {
        String inside = "";
        try {
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case SCOPE_NAME -> {
                        inside = "name";
                        in.readString(scope.name);
                    }
                    case SCOPE_VERSION -> {
                        inside = "version";
                        in.readString(scope.version);
                    }
                    case SCOPE_ATTRIBUTES -> {
                        inside = "";
                        values.readAttribute(in, scope.attributes, "attributes");
                    }
                    case SCOPE_DROPPED_ATTRIBUTES_COUNT -> scope.droppedAttributesCount = in.readVarint32();
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside);
        }
    }

    /** Reads one record or metric, tells the containment and gives it to the sink. */
    abstract void readRecord(ProtobufReader in) throws IOException, Fault;
}
