package dev.otlp2parquet.iceberg.schema;

import java.util.List;

/** A type of the Iceberg specification, "Schemas and Data Types". */
public sealed interface Type permits PrimitiveType, Type.StructType, Type.ListType, Type.MapType {

    /** Named fields. */
    record StructType(List<NestedField> fields) implements Type {
        public StructType {
            fields = List.copyOf(fields);
        }

        /** Returns the field with a name, or null. */
        public NestedField field(String name) {
            for (NestedField field : fields) {
                if (field.name().equals(name)) {
                    return field;
                }
            }
            return null;
        }
    }

    /**
     * A list.
     *
     * @param element named {@code element}
     */
    record ListType(NestedField element) implements Type {}

    /**
     * A map.
     *
     * @param key named {@code key}, required
     * @param value named {@code value}
     */
    record MapType(NestedField key, NestedField value) implements Type {}

    /** Returns the type's name for messages. */
    default String describe() {
        if (this instanceof PrimitiveType primitive) {
            return primitive.name();
        }
        if (this instanceof ListType list) {
            return "list<" + list.element().type().describe() + ">";
        }
        if (this instanceof MapType map) {
            return "map<" + map.key().type().describe() + ", "
                    + map.value().type().describe() + ">";
        }
        return "struct";
    }
}
