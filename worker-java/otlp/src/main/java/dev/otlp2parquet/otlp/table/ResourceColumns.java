package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.ValueKind;
import dev.otlp2parquet.platform.text.Utf8;

/** The columns that say what sent a record: filled once per resource, for all its rows. */
final class ResourceColumns {
    /** What the OpenTelemetry resource conventions prescribe for a service without a name. */
    private static final byte[] UNKNOWN_SERVICE = Utf8.encode("unknown_service");

    private static final byte[] SERVICE_NAME = Utf8.encode("service.name");
    private static final byte[] SERVICE_NAMESPACE = Utf8.encode("service.namespace");
    private static final byte[] SERVICE_INSTANCE_ID = Utf8.encode("service.instance.id");

    private final TextColumn serviceName;
    private final TextColumn serviceNamespace;
    private final TextColumn serviceInstanceId;
    private final TextColumn schemaUrl;
    private final AttributesColumn attributes;
    private final DroppedCountColumn droppedAttributesCount;

    ResourceColumns(BoundFields columns) {
        serviceName = columns.text("ServiceName");
        serviceNamespace = columns.text("ServiceNamespace");
        serviceInstanceId = columns.text("ServiceInstanceId");
        schemaUrl = columns.text("ResourceSchemaUrl");
        attributes = columns.attributes("ResourceAttributes");
        droppedAttributesCount = columns.droppedCount("ResourceDroppedAttributesCount");
    }

    /**
     * Appends a resource for its rows.
     *
     * @param rows at least 1
     */
    void append(Resource resource, int rows) {
        Attributes held = resource.attributes;
        int name = find(held, SERVICE_NAME);
        if (name < 0) {
            serviceName.append(UNKNOWN_SERVICE);
        } else {
            promote(held, name, serviceName);
        }
        promote(held, find(held, SERVICE_NAMESPACE), serviceNamespace);
        promote(held, find(held, SERVICE_INSTANCE_ID), serviceInstanceId);
        schemaUrl.append(resource.schemaUrl);
        attributes.append(held);
        droppedAttributesCount.append(resource.droppedAttributesCount, held.dropped());

        int more = rows - 1;
        serviceName.repeatLast(more);
        serviceNamespace.repeatLast(more);
        serviceInstanceId.repeatLast(more);
        schemaUrl.repeatLast(more);
        attributes.repeatLast(more);
        droppedAttributesCount.repeatLast(more);
    }

    /** The index of an attribute that has a text which is not empty, else -1: an empty name is no name. */
    private static int find(Attributes attributes, byte[] key) {
        int index = attributes.find(key);
        return index < 0 || attributes.kind(index) == ValueKind.NULL || attributes.valueLength(index) == 0 ? -1 : index;
    }

    private static void promote(Attributes attributes, int index, TextColumn column) {
        if (index < 0) {
            column.appendNull();
        } else {
            column.append(attributes.valueArray(index), attributes.valueOffset(index), attributes.valueLength(index));
        }
    }
}
