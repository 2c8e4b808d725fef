package dev.otlp2parquet.otlp.internal.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.Decoded;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proto3 semantics that the builders of generated code cannot write, so field by field. */
class ProtobufFieldsTest {
    /** What one message's fields are written by. */
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    @Test
    void takesTheLastOfASingleValue() {
        assertEquals(
                "log time=2 severity=3 severityText=b flags=9 traceId=0000000000000000000000000000000c",
                log(out -> {
                            out.writeFixed64(1, 1);
                            out.writeEnum(2, 2);
                            out.writeString(3, "a");
                            out.writeFixed32(8, 8);
                            out.writeByteArray(9, id(11));
                            out.writeFixed64(1, 2);
                            out.writeEnum(2, 3);
                            out.writeString(3, "b");
                            out.writeFixed32(8, 9);
                            out.writeByteArray(9, id(12));
                        })
                        .first());
    }

    private static byte[] id(int last) {
        byte[] id = new byte[16];
        id[15] = (byte) last;
        return id;
    }

    @Test
    void forgetsAValueThatAnEmptyOneReplaces() {
        assertEquals(
                List.of("log", "endScope", "endResource"),
                log(out -> {
                            out.writeFixed64(1, 1);
                            out.writeFixed64(1, 0);
                            out.writeString(3, "a");
                            out.writeString(3, "");
                            out.writeByteArray(9, id(1));
                            out.writeByteArray(9, new byte[0]);
                            out.writeByteArray(10, new byte[8]);
                        })
                        .calls());
    }

    @Test
    void mergesMessagesThatComeTwice() {
        Decoded decoded = request(Signal.LOGS, resource -> {
            resource.writeMessage(
                    1,
                    Resource.newBuilder()
                            .addAttributes(attribute("a", "1"))
                            .setDroppedAttributesCount(5)
                            .build());
            resource.writeByteArray(2, bytes(scope -> {
                scope.writeByteArray(1, bytes(out -> {
                    out.writeString(1, "name");
                    out.writeString(2, "1");
                }));
                scope.writeByteArray(2, new byte[0]);
                scope.writeByteArray(1, bytes(out -> out.writeString(2, "2")));
            }));
            resource.writeMessage(
                    1,
                    Resource.newBuilder()
                            .addAttributes(attribute("b", "2"))
                            .addAttributes(attribute("a", "3"))
                            .build());
        });
        assertEquals(
                List.of(
                        "log",
                        "endScope name=name version=2",
                        "endResource attributes{a=STRING:3, b=STRING:2} dropped=5"),
                decoded.calls());
    }

    @Test
    void mergesContainersOfTheSameTypeInAValue() {
        AnyValue one = AnyValue.newBuilder().setIntValue(1).build();
        ArrayValue array = ArrayValue.newBuilder().addValues(one).build();
        KeyValueList list = KeyValueList.newBuilder()
                .addValues(KeyValue.newBuilder().setKey("k").setValue(one))
                .build();
        assertEquals(
                "log body=JSON:[1,[1,1],{\"k\":1,\"k\":1},[1],true]" + " attributes{x=JSON:[1,1], y=STRING:late}",
                log(out -> {
                            out.writeByteArray(5, bytes(value -> value.writeMessage(5, array)));
                            out.writeByteArray(6, bytes(entry -> {
                                entry.writeByteArray(2, bytes(value -> value.writeMessage(5, array)));
                                entry.writeString(1, "x");
                                entry.writeByteArray(2, bytes(value -> value.writeMessage(5, array)));
                            }));
                            out.writeByteArray(
                                    5,
                                    bytes(value -> value.writeByteArray(5, bytes(values -> {
                                        values.writeByteArray(1, bytes(element -> {
                                            element.writeMessage(5, array);
                                            element.writeMessage(5, array);
                                        }));
                                        values.writeByteArray(1, bytes(element -> {
                                            element.writeMessage(6, list);
                                            element.writeMessage(6, list);
                                        }));
                                        values.writeByteArray(1, bytes(element -> {
                                            element.writeMessage(6, list);
                                            element.writeMessage(5, array);
                                        }));
                                        values.writeByteArray(1, bytes(element -> {
                                            element.writeMessage(5, array);
                                            element.writeBool(2, true);
                                        }));
                                    }))));
                            out.writeByteArray(6, bytes(entry -> {
                                entry.writeByteArray(2, bytes(value -> value.writeMessage(5, array)));
                                entry.writeByteArray(2, bytes(value -> value.writeString(1, "late")));
                                entry.writeString(1, "y");
                            }));
                        })
                        .first());
    }

    @Test
    void passesUnknownFieldsAndKnownOnesOfAnotherWireType() {
        Decoded decoded = log(out -> {
            out.writeInt64(1, 7);
            out.writeFixed64(2, 7);
            out.writeFixed32(3, 7);
            out.writeInt32(5, 7);
            out.writeFixed64(6, 7);
            out.writeString(7, "seven");
            out.writeInt32(8, 7);
            out.writeFixed64(9, 7);
            out.writeInt32(12, 7);
            out.writeString(100, "unknown");
            out.writeTag(101, 3);
            out.writeInt32(1, 1);
            out.writeTag(1, 3);
            out.writeTag(1, 4);
            out.writeTag(101, 4);
            out.writeFixed64(1, 1);
        });
        assertNull(decoded.fault());
        assertEquals("log time=1", decoded.first());
    }

    @Test
    void readsRepeatedNumbersPackedAndOneByOneAndMixed() {
        byte[] histogram = bytes(out -> {
            out.writeFixed64(6, 1);
            out.writeRawBytes(HistogramDataPoint.newBuilder()
                    .addBucketCounts(2)
                    .addBucketCounts(-1)
                    .addExplicitBounds(0.5)
                    .build()
                    .toByteArray());
            out.writeFixed64(6, 4);
            out.writeDouble(7, 1.5);
        });
        assertEquals(
                "histogram counts[1 2 18446744073709551615 4] bounds[0.5 1.5]",
                points(9, histogram).first());
        byte[] buckets = bytes(out -> {
            out.writeUInt64(2, 300);
            out.writeRawBytes(ExponentialHistogramDataPoint.Buckets.newBuilder()
                    .setOffset(-3)
                    .addBucketCounts(1)
                    .addBucketCounts(-1)
                    .build()
                    .toByteArray());
        });
        byte[] exponential = bytes(out -> {
            out.writeByteArray(8, buckets);
            out.writeSInt32(6, -20);
            out.writeByteArray(8, bytes(more -> more.writeUInt64(2, 5)));
        });
        assertEquals(
                "exponentialHistogram scale=-20 zeroThreshold=0.0 positiveOffset=-3"
                        + " positive[300 1 18446744073709551615 5] negative[]",
                points(10, exponential).first());
    }

    @Test
    void truncatesIntegersOf32BitsAsGeneratedCodeDoes() {
        assertEquals(
                "log severity=-1 dropped=5",
                log(out -> {
                            out.writeInt64(2, -1);
                            out.writeUInt64(7, (1L << 32) + 5);
                        })
                        .first());
    }

    @Test
    void treatsReferencesToTheDictionaryOfProfilesAsAbsent() {
        assertEquals(
                "log body=STRING:b attributes{=NULL:}",
                log(out -> {
                            out.writeByteArray(5, bytes(value -> {
                                value.writeInt32(8, 3);
                                value.writeString(1, "b");
                            }));
                            out.writeByteArray(6, bytes(entry -> {
                                entry.writeInt32(3, 1);
                                entry.writeByteArray(2, bytes(value -> {
                                    value.writeString(1, "a");
                                    value.writeInt32(8, 3);
                                }));
                            }));
                        })
                        .first());
    }

    @Test
    void rejectsIdsOfAnotherLength() {
        for (int length : new int[] {1, 8, 15, 17, 32}) {
            assertEquals(
                    "record.traceId: expected 16 bytes, found " + length,
                    withoutOffset(log(out -> out.writeByteArray(9, new byte[length]))));
        }
        assertEquals(
                "record.spanId: expected 8 bytes, found 16",
                withoutOffset(log(out -> out.writeByteArray(10, new byte[16]))));
    }

    @Test
    void replacesWhatIsNotUtf8AndSaysWhereTheFirstIs() {
        byte[] bad = {'a', (byte) 0xFF};
        Decoded text = log(out -> out.writeByteArray(3, bad));
        assertEquals("log severityText=a\ufffd", text.first());
        assertEquals(
                new DecodeResult(
                        1,
                        0,
                        null,
                        "resourceLogs[0].scopeLogs[0].logRecords[0] at byte 9"
                                + ": invalid Unicode; U+FFFD replaces the malformed parts"),
                text.result());
        Decoded attributes = log(out -> {
            out.writeMessage(6, attribute("a", "b"));
            out.writeByteArray(6, bytes(entry -> entry.writeByteArray(2, bytes(v -> v.writeByteArray(1, bad)))));
            out.writeByteArray(6, bytes(entry -> entry.writeByteArray(1, bad)));
        });
        assertEquals("log attributes{a=STRING:b, =STRING:a\ufffd, a\ufffd=NULL:}", attributes.first());
        assertTrue(attributes.result().warning().contains(": the first of 2 texts with invalid Unicode"));
        assertEquals(
                "log body=JSON:{\"\":\"a\ufffd\"}",
                log(out -> out.writeByteArray(
                                5,
                                bytes(value -> value.writeByteArray(
                                        6,
                                        bytes(list -> list.writeByteArray(
                                                1,
                                                bytes(entry -> entry.writeByteArray(
                                                        2, bytes(v -> v.writeByteArray(1, bad))))))))))
                        .first());
    }

    @Test
    void textsOfContextsAreRepairedInTheirOwnMemory() {
        // The URLs come behind records that are repaired too, in memory that is used again for each record.
        byte[] record = bytes(r -> r.writeByteArray(3, new byte[] {'r', (byte) 0xFF, 'r'}));
        byte[] body = bytes(request -> request.writeByteArray(1, bytes(resource -> {
            for (int i = 0; i < 2; i++) {
                byte[] url = {'s', (byte) ('0' + i), (byte) 0xFF};
                resource.writeByteArray(2, bytes(scope -> {
                    scope.writeByteArray(2, record);
                    scope.writeByteArray(3, url);
                    scope.writeByteArray(2, record);
                }));
            }
            resource.writeByteArray(3, new byte[] {'u', (byte) 0xFF});
            resource.writeByteArray(2, bytes(scope -> scope.writeByteArray(2, record)));
        })));
        Decoded decoded = Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, body);
        String log = "log severityText=r\ufffdr";
        assertEquals(
                List.of(
                        log,
                        log,
                        "endScope schemaUrl=s0\ufffd",
                        log,
                        log,
                        "endScope schemaUrl=s1\ufffd",
                        log,
                        "endScope",
                        "endResource schemaUrl=u\ufffd"),
                decoded.calls());
        assertTrue(decoded.result().warning().contains("the first of 8 texts"));
    }

    /** A body must not take three times its memory, whether by one text or by many. */
    @Test
    void textsThatWouldGrowWithoutBoundCostTheirRecords() {
        byte[] bad = new byte[5_000_000];
        Arrays.fill(bad, (byte) 0xFF);
        byte[] record = bytes(r -> r.writeByteArray(3, bad));
        byte[] body = bytes(request -> request.writeByteArray(
                1,
                bytes(resource -> resource.writeByteArray(2, bytes(scope -> {
                    scope.writeByteArray(2, record);
                    scope.writeByteArray(2, record);
                    scope.writeByteArray(2, bytes(r -> r.writeString(3, "good")));
                })))));
        Decoded decoded = Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, body);
        assertEquals(2, decoded.result().accepted());
        assertEquals(1, decoded.result().rejected());
        assertEquals(
                "resourceLogs[0].scopeLogs[0].logRecords[1].severityText: too much invalid Unicode: its repair"
                        + " would add more than 16777216 bytes to the request",
                decoded.result().firstRejection());
    }

    @Test
    void readsBytesValuesAsBase64() {
        assertEquals(
                "log body=BYTES:aGVsbG8=",
                log(out -> out.writeMessage(
                                5,
                                AnyValue.newBuilder()
                                        .setBytesValue(ByteString.copyFromUtf8("hello"))
                                        .build()))
                        .first());
    }

    @Test
    void saysWhereABodyEndsTooEarly() {
        byte[] record = LogRecord.newBuilder().setSeverityText("text").build().toByteArray();
        byte[] body = bytes(request -> request.writeByteArray(
                1, bytes(resource -> resource.writeByteArray(2, bytes(scope -> scope.writeByteArray(2, record))))));
        byte[] cut = Arrays.copyOf(body, body.length - 1);
        assertEquals(
                "resourceLogs[0]: malformed or truncated protobuf: While parsing a protocol message, the"
                        + " input ended unexpectedly in the middle of a field.  This could mean either that the input has"
                        + " been truncated or that an embedded message misreported its own length. at byte 2",
                Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, cut).refusal());
    }

    private static String withoutOffset(Decoded decoded) {
        return decoded.result()
                .firstRejection()
                .replace("resourceLogs[0].scopeLogs[0].logRecords[0]", "record")
                .replaceAll(" at byte \\d+$", "");
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static Decoded log(Fields record) {
        return request(
                Signal.LOGS,
                resource -> resource.writeByteArray(2, bytes(scope -> scope.writeByteArray(2, bytes(record)))));
    }

    private static Decoded points(int kind, byte[] point) {
        return request(
                Signal.METRICS,
                resource -> resource.writeByteArray(
                        2,
                        bytes(scope -> scope.writeByteArray(
                                2,
                                bytes(metric ->
                                        metric.writeByteArray(kind, bytes(data -> data.writeByteArray(1, point))))))));
    }

    private static Decoded request(Signal signal, Fields resourceGroup) {
        return Decoded.of(
                signal, RequestFormat.PROTOBUF, bytes(request -> request.writeByteArray(1, bytes(resourceGroup))));
    }

    private static byte[] bytes(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
