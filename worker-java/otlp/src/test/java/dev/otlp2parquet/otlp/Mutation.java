package dev.otlp2parquet.otlp;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Small random damage to a body. */
final class Mutation {
    private Mutation() {}

    static byte[] of(byte[] body, Random random) {
        byte[] mutated = body.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            mutated = change(mutated, random);
        }
        return mutated;
    }

    private static byte[] change(byte[] body, Random random) {
        if (body.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(body.length);
        int length = Math.min(body.length - at, 1 + random.nextInt(12));
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + length);
        out.write(body, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> {
                out.write(body[at] ^ 1 << random.nextInt(8));
                out.write(body, at + 1, body.length - at - 1);
            }
            case 1 -> {
                out.write(random.nextInt());
                out.write(body, at + 1, body.length - at - 1);
            }
            case 2 -> out.write(body, at + length, body.length - at - length);
            case 3 -> {
                out.write(body, at, length);
                out.write(body, at, body.length - at);
            }
            case 4 -> {
                out.write(body, random.nextInt(body.length - length + 1), length);
                out.write(body, at, body.length - at);
            }
            default -> {
                int from = random.nextInt(body.length - length + 1);
                out.write(body, from, length);
                out.write(body, at + length, body.length - at - length);
            }
        }
        return out.toByteArray();
    }
}
