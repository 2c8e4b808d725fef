package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import java.io.IOException;

/** Requests whose scopes hold records, each contained by itself: log records and spans. */
abstract class ProtobufRecords extends ProtobufEnvelope {

    ProtobufRecords(Scratch scratch) {
        super(scratch);
    }

    @Override
    final void readRecord(ProtobufReader in) throws IOException, Fault {
        containment.beginRecord();
        recordArenas.reset();
        values.use(recordArenas);
        int outer = in.enter();
        int end = in.messageEnd();
        try {
            readFields(in);
        } catch (Fault fault) {
            containment.rejectRecord(fault);
            in.abandon(outer, end);
            return;
        }
        in.leave(outer);
        containment.endRecord(emit());
    }

    /** Clears the record and reads its fields to the end of the message. */
    abstract void readFields(ProtobufReader in) throws IOException, Fault;

    /** Gives the record to the sink; what the sink answers. */
    abstract String emit();
}
