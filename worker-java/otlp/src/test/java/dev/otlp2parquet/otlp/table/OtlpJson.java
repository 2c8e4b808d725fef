package dev.otlp2parquet.otlp.table;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Prints a request as OTLP/JSON: protobuf's own JSON printer, whose tree is then changed to what the OTLP specification asks
 * for (ids in hex) and, at random, into every other form that it allows.
 */
final class OtlpJson {
    private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");
    private static final Set<String> INTEGERS_OF_64_BITS = Set.of(
            "timeUnixNano",
            "observedTimeUnixNano",
            "startTimeUnixNano",
            "endTimeUnixNano",
            "count",
            "zeroCount",
            "bucketCounts",
            "asInt",
            "intValue");
    private static final Set<String> DOUBLES = Set.of(
            "asDouble", "doubleValue", "sum", "min", "max", "zeroThreshold", "explicitBounds", "quantile", "value");

    private final Random random;
    private final Gson compact =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private final Gson indented = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setPrettyPrinting()
            .create();

    OtlpJson(long seed) {
        random = new Random(seed);
    }

    /** One JSON text, indented or compact. */
    String print(Message request) throws InvalidProtocolBufferException {
        return (chance(30) ? indented : compact).toJson(tree(request));
    }

    /** One JSON text without a line break. */
    String printLine(Message request) throws InvalidProtocolBufferException {
        return compact.toJson(tree(request));
    }

    /** One JSON text as exporters send it: compact, enums as numbers, ids in hex, integers of 64 bits as strings. */
    static String plain(Message request) throws InvalidProtocolBufferException {
        JsonFormat.Printer printer =
                JsonFormat.printer().omittingInsignificantWhitespace().printingEnumsAsInts();
        JsonObject tree = JsonParser.parseString(printer.print(request)).getAsJsonObject();
        idsToHex(tree);
        return tree.toString();
    }

    private static void idsToHex(JsonElement element) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(OtlpJson::idsToHex);
        } else if (element.isJsonObject()) {
            for (Map.Entry<String, JsonElement> member :
                    element.getAsJsonObject().entrySet()) {
                if (IDS.contains(member.getKey())) {
                    member.setValue(new JsonPrimitive(hex(member.getValue().getAsString())));
                } else {
                    idsToHex(member.getValue());
                }
            }
        }
    }

    private JsonElement tree(Message request) throws InvalidProtocolBufferException {
        JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
        if (chance(50)) {
            printer = printer.printingEnumsAsInts();
        }
        if (chance(20)) {
            printer = printer.alwaysPrintFieldsWithNoPresence();
        }
        return message(JsonParser.parseString(printer.print(request)).getAsJsonObject());
    }

    private JsonObject message(JsonObject object) {
        List<Map.Entry<String, JsonElement>> members = new ArrayList<>(object.entrySet());
        if (chance(40)) {
            Collections.shuffle(members, random);
        }
        JsonObject changed = new JsonObject();
        for (Map.Entry<String, JsonElement> member : members) {
            if (chance(3)) {
                changed.add("unknown" + random.nextInt(1000), unknown(3));
            }
            changed.add(member.getKey(), field(member.getKey(), member.getValue()));
        }
        if (chance(3) && !changed.has("schemaUrl")) {
            changed.add("schemaUrl", JsonNull.INSTANCE);
        }
        return changed;
    }

    private JsonElement field(String name, JsonElement value) {
        if (value.isJsonObject()) {
            return message(value.getAsJsonObject());
        }
        if (value.isJsonArray()) {
            JsonArray changed = new JsonArray();
            for (JsonElement element : value.getAsJsonArray()) {
                changed.add(field(name, element));
            }
            return changed;
        }
        if (IDS.contains(name)) {
            return new JsonPrimitive(id(value.getAsString()));
        }
        if (INTEGERS_OF_64_BITS.contains(name) && chance(40)) {
            return new JsonPrimitive(new BigInteger(value.getAsString()));
        }
        if (DOUBLES.contains(name) && value.getAsJsonPrimitive().isNumber() && chance(10)) {
            return new JsonPrimitive(value.getAsString());
        }
        return value;
    }

    /** Hex in either case, as the specification says; rarely base64, which protobuf's printers write. */
    private String id(String base64) {
        if (chance(10)) {
            return base64;
        }
        String hex = hex(base64);
        return chance(20) ? hex.toUpperCase(Locale.ROOT) : hex;
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    private JsonElement unknown(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> new JsonPrimitive(random.nextDouble());
            case 3 -> new JsonPrimitive("quote \" brace } bracket ] backslash \\");
            case 4 -> {
                JsonArray array = new JsonArray();
                array.add(unknown(depth - 1));
                array.add(unknown(depth - 1));
                yield array;
            }
            default -> {
                JsonObject object = new JsonObject();
                object.add("resource", unknown(depth - 1));
                object.add("x", unknown(depth - 1));
                yield object;
            }
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
