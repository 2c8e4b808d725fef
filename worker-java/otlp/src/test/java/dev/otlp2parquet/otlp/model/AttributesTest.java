package dev.otlp2parquet.otlp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.HostileRequests;
import dev.otlp2parquet.parquet.bytes.TableHash;
import dev.otlp2parquet.platform.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work is counted in steps: places of the table that looking for a key finds occupied by another. */
class AttributesTest {

    private static final long SEED = 0x5EED_0F_7E57L;

    @ParameterizedTest
    @ValueSource(longs = {0, SEED, -1})
    void keysThatCollidedUnderTheOldHashTakeAFewStepsEach(long seed) {
        checkSteps(seed, HostileRequests::polynomialCollision);
        checkSteps(seed, HostileRequests::wordCollision);
        checkSteps(seed, HostileRequests::plainKey);
    }

    /** Where a random function would do no better, a step and a half for looking and the same for placing. */
    private static void checkSteps(long seed, IntFunction<String> key) {
        Attributes attributes = new Attributes(new AttributeLimits(65_536, seed));
        for (int i = 0; i < HostileRequests.MANY; i++) {
            assertTrue(put(attributes, key.apply(i)));
        }
        assertEquals(HostileRequests.MANY, attributes.size());
        assertEquals(0, attributes.hashChanges());
        assertTrue(attributes.steps() <= 3L * HostileRequests.MANY, attributes.steps() + " steps");
    }

    @Test
    void keysThatCollideUnderAKnownSeedAreHeldAllTheSame() {
        List<String> keys = collisions(1, 0xFFF, 1000);
        Attributes attributes = new Attributes(new AttributeLimits(65_536, SEED));
        for (int round = 0; round < 2; round++) {
            for (String key : keys) {
                assertTrue(put(attributes, key));
            }
        }
        assertEquals(keys.size(), attributes.size());
        assertEquals(1, attributes.hashChanges());
        assertEquals(0, attributes.dropped());
        long most = 2L * 2 * keys.size() * TableHash.STEPS_PER_LOOKUP + 3 * TableHash.ALLOWANCE;
        assertTrue(attributes.steps() <= most, attributes.steps() + " steps");
    }

    @Test
    void whereNoHashIsLeftAttributesAreDroppedAndCounted() {
        List<String> keys = collisions(3, 63, 25);
        Attributes attributes = new Attributes(new AttributeLimits(65_536, SEED));
        int puts = 10_000;
        for (int i = 0; i < puts; i++) {
            put(attributes, keys.get(i % keys.size()));
        }
        assertTrue(attributes.dropped() > 0);
        assertEquals(keys.size(), attributes.size());
        assertEquals(0, attributes.find(Utf8.encode(keys.get(0))));
        assertEquals(-1, attributes.find(Utf8.encode("another")));
        assertTrue(attributes.steps() <= (long) puts * 2 * TableHash.STEPS_PER_LOOKUP, attributes.steps() + " steps");
        attributes.clear();
        assertTrue(put(attributes, "another"));
        assertEquals(0, attributes.dropped());
    }

    @Test
    void attributesBeyondTheLimitAreDroppedAndCounted() {
        for (int limit : new int[] {1, 16, 17, 100}) {
            Attributes attributes = new Attributes(new AttributeLimits(limit, SEED));
            for (int i = 0; i < 150; i++) {
                assertEquals(i < limit, put(attributes, "key" + i));
            }
            assertTrue(put(attributes, "key0"), "a key that is held takes a new value");
            assertFalse(put(attributes, "key149"));
            assertEquals(limit, attributes.size());
            assertEquals(151 - limit, attributes.dropped());
            assertEquals(152, attributes.puts());
            attributes.clear();
            assertEquals(0, attributes.dropped());
            assertTrue(put(attributes, "key149"));
        }
    }

    private static boolean put(Attributes attributes, String key) {
        byte[] bytes = Utf8.encode(key);
        Slice slice = new Slice();
        slice.set(bytes, 0, bytes.length);
        return attributes.put(slice, new Value());
    }

    /** Keys whose hashes agree in the bits of a mask under each of the first functions of the seed. */
    private static List<String> collisions(int functions, int mask, int count) {
        List<String> found = new ArrayList<>();
        TableHash[] hashes = new TableHash[functions];
        for (int i = 0; i < functions; i++) {
            hashes[i] = TableHash.keyed(SEED);
            for (int change = 0; change < i; change++) {
                hashes[i].change(0);
            }
        }
        byte[] bytes = new byte[6];
        for (int i = 0; found.size() < count; i++) {
            for (int at = bytes.length - 1, digits = i; at >= 0; at--, digits /= 36) {
                bytes[at] = (byte) Character.forDigit(digits % 36, 36);
            }
            boolean collides = true;
            for (int h = 0; collides && h < functions; h++) {
                collides = (hashes[h].of(bytes, 0, bytes.length) & mask) == 0;
            }
            if (collides) {
                found.add(new String(bytes, StandardCharsets.US_ASCII));
            }
        }
        return found;
    }
}
