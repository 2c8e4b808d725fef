package dev.otlp2parquet.parquet.bytes;

import java.util.ArrayList;
import java.util.List;

/** Keys of an attacker who has got hold of the seed. */
public final class KnownSeed {

    private KnownSeed() {}

    /**
     * Texts whose hashes end with {@code bits} zeros under each of the first functions of a hash, found by trying.
     *
     * @param functions how many of them
     */
    public static List<byte[]> collisions(TableHash hash, int functions, int bits, int count) {
        int mask = (1 << bits) - 1;
        List<byte[]> found = new ArrayList<>();
        hash.reset();
        byte[] key = new byte[8];
        long candidate = 0;
        while (found.size() < count) {
            List<byte[]> some = candidates(hash, candidate, 1 << 20, mask, key);
            candidate += 1 << 20;
            for (int i = 1; i < functions && !some.isEmpty(); i++) {
                hash.change(0);
                some.removeIf(text -> (hash.of(text, 0, text.length) & mask) != 0);
            }
            hash.reset();
            found.addAll(some);
        }
        return found.subList(0, count);
    }

    private static List<byte[]> candidates(TableHash hash, long from, int count, int mask, byte[] key) {
        List<byte[]> some = new ArrayList<>();
        for (long n = from; n < from + count; n++) {
            for (int i = 0; i < key.length; i++) {
                key[i] = (byte) ('A' + ((n >> (4 * i)) & 15));
            }
            if ((hash.of(key, 0, key.length) & mask) == 0) {
                some.add(key.clone());
            }
        }
        return some;
    }
}
