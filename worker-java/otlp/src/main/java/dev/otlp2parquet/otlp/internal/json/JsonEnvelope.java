package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Containment;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;

/**
 * What the export requests of all signals have in common: a list of resources with lists of scopes with lists of records
 * (or metrics). Subclasses read the innermost.
 *
 * <p>A field of the envelope that has the wrong type ends the request: how many records are behind it is not known.
 */
abstract class JsonEnvelope {
    private static final int RESOURCE = 0;
    private static final int SCOPES = 1;
    private static final int RESOURCE_SCHEMA_URL = 2;

    private static final int SCOPE = 0;
    private static final int RECORDS = 1;
    private static final int SCOPE_SCHEMA_URL = 2;

    private static final FieldNames RESOURCE_FIELDS = new FieldNames("attributes", "droppedAttributesCount");
    private static final FieldNames SCOPE_FIELDS =
            new FieldNames("name", "version", "attributes", "droppedAttributesCount");

    private final FieldNames requestFields;
    private final FieldNames resourceGroupFields;
    private final FieldNames scopeGroupFields;
    private final UnknownMembers unknownInRequest;
    private final UnknownMembers unknownInResourceGroup;
    private final UnknownMembers unknownInScopeGroup;

    final JsonReader json;
    final JsonNumbers numbers;
    final JsonValues values;
    final JsonIds ids;
    final Containment containment;
    private final Resource resource;
    private final Arenas resourceArenas;
    private final Scope scope;
    private final Arenas scopeArenas;
    final Arenas recordArenas;

    /**
     * Reads requests of one signal.
     *
     * @param resources name of the list of resources
     * @param scopes name of the list of scopes
     * @param records name of the list of records or metrics
     */
    JsonEnvelope(JsonReader json, Scratch scratch, String resources, String scopes, String records) {
        this.json = json;
        requestFields = new FieldNames(resources);
        resourceGroupFields = new FieldNames("resource", scopes, "schemaUrl");
        scopeGroupFields = new FieldNames("scope", records, "schemaUrl");
        unknownInRequest = new UnknownMembers(resources);
        unknownInResourceGroup = new UnknownMembers(scopes);
        unknownInScopeGroup = new UnknownMembers(records);
        numbers = new JsonNumbers(json, scratch.jsonText);
        containment = scratch.containment;
        values = new JsonValues(json, numbers, scratch.jsonText, containment);
        ids = new JsonIds(json);
        resource = scratch.resource;
        resourceArenas = scratch.resourceArenas;
        scope = scratch.scope;
        scopeArenas = scratch.scopeArenas;
        recordArenas = scratch.recordArenas;
    }

    /** Reads the request at the reader's position, and checks that nothing is behind it. */
    final void readRequest() throws Fault {
        values.use(resourceArenas);
        unknownInRequest.begin();
        for (boolean more = enterObject(); more; more = json.nextMember()) {
            int place = json.position();
            int field = json.name(requestFields);
            unknownInRequest.member(json, place, field);
            if (field == FieldNames.UNKNOWN) {
                json.skipValue();
            } else if (!json.skipNull()) {
                for (boolean next = enterArray(requestFields.name(field)); next; next = json.nextElement()) {
                    containment.beginResource();
                    readResourceGroup();
                }
            }
        }
        json.expectEnd();
        unknownInRequest.end(containment);
    }

    private void readResourceGroup() throws Fault {
        resource.clear();
        resourceArenas.reset();
        values.use(resourceArenas);
        unknownInResourceGroup.begin();
        for (boolean more = enterObject(); more; more = json.nextMember()) {
            int place = json.position();
            int field = json.name(resourceGroupFields);
            unknownInResourceGroup.member(json, place, field);
            if (json.skipNull()) {
                continue;
            }
            if (field == SCOPES) {
                for (boolean next = enterArray(resourceGroupFields.name(SCOPES)); next; next = json.nextElement()) {
                    containment.beginScope();
                    readScopeGroup();
                }
                values.use(resourceArenas);
                continue;
            }
            int start = json.position();
            try {
                switch (field) {
                    case RESOURCE -> readResource();
                    case RESOURCE_SCHEMA_URL -> json.readString(resource.schemaUrl);
                    default -> json.skipValue();
                }
            } catch (Fault fault) {
                skipFaulty(start, fault.in(resourceGroupFields.name(field)));
                containment.faultInResource(fault);
            }
        }
        unknownInResourceGroup.end(containment);
        containment.endResource(resource);
    }

    private void readScopeGroup() throws Fault {
        scope.clear();
        scopeArenas.reset();
        values.use(scopeArenas);
        unknownInScopeGroup.begin();
        for (boolean more = enterObject(); more; more = json.nextMember()) {
            int place = json.position();
            int field = json.name(scopeGroupFields);
            unknownInScopeGroup.member(json, place, field);
            if (json.skipNull()) {
                continue;
            }
            if (field == RECORDS) {
                for (boolean next = enterArray(scopeGroupFields.name(RECORDS)); next; next = json.nextElement()) {
                    readRecord();
                }
                values.use(scopeArenas);
                continue;
            }
            int start = json.position();
            try {
                switch (field) {
                    case SCOPE -> readScope();
                    case SCOPE_SCHEMA_URL -> json.readString(scope.schemaUrl);
                    default -> json.skipValue();
                }
            } catch (Fault fault) {
                skipFaulty(start, fault.in(scopeGroupFields.name(field)));
                containment.faultInScope(fault);
            }
        }
        unknownInScopeGroup.end(containment);
        containment.endScope(scope);
    }

    /** Reads one record or metric, tells the containment and gives it to the sink. */
    abstract void readRecord() throws Fault;

    /**
     * Passes the value, from its beginning, that turned out faulty.
     *
     * @throws Fault the given one when it cannot be contained, or that of the value being no JSON behind it
     */
    final void skipFaulty(int start, Fault fault) throws Fault {
        if (fault.isMalformed()) {
            throw fault;
        }
        json.seek(start);
        json.skipValue();
    }

    private void readResource() throws Fault {
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(RESOURCE_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> values.readAttributes(resource.attributes);
                    case 1 -> resource.droppedAttributesCount = numbers.readUint32();
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(RESOURCE_FIELDS.name(field));
        }
    }

    private void readScope() throws Fault {
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(SCOPE_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> json.readString(scope.name);
                    case 1 -> json.readString(scope.version);
                    case 2 -> values.readAttributes(scope.attributes);
                    case 3 -> scope.droppedAttributesCount = numbers.readUint32();
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(SCOPE_FIELDS.name(field));
        }
    }

    private boolean enterObject() throws Fault {
        try {
            return json.enterObject();
        } catch (Fault fault) {
            throw fault.asMalformed();
        }
    }

    private boolean enterArray(String field) throws Fault {
        try {
            return json.enterArray();
        } catch (Fault fault) {
            throw fault.asMalformed().in(field);
        }
    }
}
