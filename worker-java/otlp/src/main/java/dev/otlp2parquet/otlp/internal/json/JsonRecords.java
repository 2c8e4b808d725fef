package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;

/** Requests whose scopes hold records, each contained by itself: log records and spans. */
abstract class JsonRecords extends JsonEnvelope {

    JsonRecords(JsonReader json, Scratch scratch, String resources, String scopes, String records) {
        super(json, scratch, resources, scopes, records);
    }

    @Override
    final void readRecord() throws Fault {
        containment.beginRecord();
        int start = json.position();
        recordArenas.reset();
        values.use(recordArenas);
        try {
            readFields();
        } catch (Fault fault) {
            skipFaulty(start, fault);
            containment.rejectRecord(fault);
            return;
        }
        containment.endRecord(emit());
    }

    /** Clears the record and reads its fields. */
    abstract void readFields() throws Fault;

    /** Gives the record to the sink; what the sink answers. */
    abstract String emit();
}
