package dev.otlp2parquet.otlp.table;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random values with a taste for the edges: what all three signals have in common. Same seed, same values. */
final class GeneratedValues {
    /** Stands for what is no valid Unicode, which protobuf-java writes nowhere: {@link BadUnicode} puts it there. */
    static final String BAD = "\uf8ff\uf8fe";

    private static final String[] KEYS = {
        "cut " + BAD,
        "http.method",
        "k",
        "",
        "a.b.c",
        "ключ",
        "emoji 🙂",
        "quote\"\\",
        "tab\tnew\nline",
        "service.name",
        "long.key.".repeat(9)
    };
    private static final String[] TEXTS = {
        "cut " + BAD + " off",
        "",
        "x",
        "GET",
        "plain ASCII text of some length that does not fit a register",
        "Grüße",
        "日本語テキスト",
        "🙂🚀",
        "\u0000\u0001\u001f\u007f",
        "\b\f\n\r\t\"\\/",
        "\u2028\u2029\ufeff",
        "</script>",
        "{\"json\":true}",
        "null",
        "0".repeat(300)
    };
    private static final long[] LONGS = {
        0,
        1,
        -1,
        42,
        127,
        128,
        255,
        256,
        (1L << 53) - 1,
        1L << 53,
        (1L << 53) + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32
    };
    private static final double[] DOUBLES = {
        0.0,
        1.0,
        -1.5,
        42,
        0.1,
        1e20,
        1e21,
        1e-6,
        1e-7,
        Double.parseDouble("123456789012345680"),
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        2e-3,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        9007199254740994.0,
        Double.parseDouble("1e23")
    };

    private final Random random;

    GeneratedValues(Random random) {
        this.random = random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    String text() {
        if (chance(60)) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        StringBuilder text = new StringBuilder();
        for (int left = upTo(20); left > 0; left--) {
            int codePoint;
            do {
                codePoint = chance(70) ? random.nextInt(0x80) : random.nextInt(0x110000);
            } while (codePoint >= 0xD800 && codePoint < 0xE000);
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    /** Text that is empty three times in ten. */
    String optionalText() {
        return chance(30) ? "" : text();
    }

    long anyLong() {
        return chance(50) ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
    }

    /** A uint64 that a signed 64-bit column can hold. */
    long count() {
        return anyLong() & Long.MAX_VALUE;
    }

    double anyDouble() {
        if (chance(40)) {
            return DOUBLES[random.nextInt(DOUBLES.length)];
        }
        return chance(50) ? random.nextInt(100_000) / 100.0 : canonical(Double.longBitsToDouble(random.nextLong()));
    }

    /** JSON has one NaN only, so the payload of a NaN cannot be the same in all formats. */
    private static double canonical(double value) {
        return Double.isNaN(value) ? Double.NaN : value;
    }

    /** A uint32: small, absent or with its highest bit set. */
    int unsignedInt() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt();
            case 1 -> Integer.MAX_VALUE;
            case 2 -> 1 + random.nextInt(300);
            default -> 0;
        };
    }

    int signedInt() {
        return chance(50) ? random.nextInt(40) - 20 : random.nextInt();
    }

    /** An enum number: mostly one of the known ones, else one that this version of OTLP does not name. */
    int enumNumber(int known) {
        return chance(90)
                ? random.nextInt(known)
                : chance(50) ? known + random.nextInt(1000) : -1 - random.nextInt(1000);
    }

    /** A time in nanoseconds that both units can hold. */
    long time() {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> 1 + random.nextInt(2_000_000_000);
            case 2 -> Long.MAX_VALUE - random.nextInt(1000);
            default -> 1_700_000_000_000_000_000L + random.nextLong(100_000_000_000_000L);
        };
    }

    /** 16 or 8 random bytes, or none, or zeros, which mean none too. */
    ByteString id(int length) {
        byte[] bytes = new byte[length];
        int kind = random.nextInt(10);
        if (kind == 0) {
            return ByteString.EMPTY;
        }
        if (kind == 1) {
            bytes[length - 1] = (byte) 0xA0;
        } else if (kind > 2) {
            random.nextBytes(bytes);
        }
        return ByteString.copyFrom(bytes);
    }

    AnyValue anyValue(int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0, 1, 2, 3 -> value.setStringValue(text());
            case 4 -> value.setBoolValue(random.nextBoolean());
            case 5 -> value.setIntValue(anyLong());
            case 6 -> value.setDoubleValue(anyDouble());
            case 7 -> value.setBytesValue(bytes());
            case 8 -> {}
            case 9, 10 -> {
                ArrayValue.Builder array = ArrayValue.newBuilder();
                for (int left = upTo(4); left > 0; left--) {
                    array.addValues(anyValue(depth - 1));
                }
                value.setArrayValue(array);
            }
            default -> value.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(4, depth - 1)));
        }
        return value.build();
    }

    List<KeyValue> attributes(int most, int depth) {
        List<KeyValue> attributes = new ArrayList<>();
        for (int left = chance(20) ? 0 : upTo(most); left > 0; left--) {
            KeyValue.Builder attribute = KeyValue.newBuilder();
            attribute.setKey(chance(70) ? KEYS[random.nextInt(KEYS.length)] : text());
            if (!chance(5)) {
                attribute.setValue(anyValue(depth));
            }
            attributes.add(attribute.build());
        }
        return attributes;
    }

    List<KeyValue> attributes() {
        return attributes(chance(3) ? 60 : 6, 3);
    }

    Resource resource() {
        Resource.Builder resource = Resource.newBuilder().addAllAttributes(attributes());
        if (chance(80)) {
            resource.addAttributes(attribute("service.name", chance(85) ? string(optionalText()) : anyValue(2)));
        }
        if (chance(40)) {
            resource.addAttributes(attribute("service.namespace", chance(85) ? string(optionalText()) : anyValue(2)));
        }
        if (chance(40)) {
            resource.addAttributes(attribute("service.instance.id", chance(85) ? string(optionalText()) : anyValue(2)));
        }
        return resource.setDroppedAttributesCount(unsignedInt()).build();
    }

    InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName(optionalText())
                .setVersion(optionalText())
                .addAllAttributes(attributes())
                .setDroppedAttributesCount(unsignedInt())
                .build();
    }

    private static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static AnyValue string(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    private ByteString bytes() {
        byte[] bytes = new byte[upTo(9)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
