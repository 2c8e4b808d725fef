package dev.otlp2parquet.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import org.apache.parquet.io.api.Binary;

/** The values of a resource and a scope, made once for all their records. A text that is null is absent. */
record Context(
        List<Attribute> resourceAttributes,
        Binary resourceSchemaUrl,
        int resourceDroppedAttributes,
        Binary serviceName,
        Binary serviceNamespace,
        Binary serviceInstanceId,
        List<Attribute> scopeAttributes,
        Binary scopeSchemaUrl,
        Binary scopeName,
        Binary scopeVersion,
        int scopeDroppedAttributes) {

    private static final Binary UNKNOWN_SERVICE = Binary.fromString("unknown_service");

    static Context of(
            Resource resource, ByteString resourceSchemaUrl, InstrumentationScope scope, ByteString scopeSchemaUrl) {
        List<Attribute> attributes = Attribute.all(resource.getAttributesList());
        Binary service = Attribute.find(attributes, "service.name");
        return new Context(
                attributes,
                Texts.optional(resourceSchemaUrl),
                resource.getDroppedAttributesCount(),
                service == null ? UNKNOWN_SERVICE : service,
                Attribute.find(attributes, "service.namespace"),
                Attribute.find(attributes, "service.instance.id"),
                Attribute.all(scope.getAttributesList()),
                Texts.optional(scopeSchemaUrl),
                Texts.optional(scope.getNameBytes()),
                Texts.optional(scope.getVersionBytes()),
                scope.getDroppedAttributesCount());
    }
}
