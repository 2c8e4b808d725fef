package dev.otlp2parquet.otlp.internal.decode;

import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * Repairs text that is not valid UTF-8, as the OTLP specification recommends to receivers: a text that an exporter cut in the
 * middle of a character costs that character and not its record. Counts the repaired texts, for a warning.
 */
public final class TextRepair {
    private final Containment containment;
    private Arena arena = new Arena(0);
    private long growth;

    TextRepair(Containment containment) {
        this.containment = containment;
    }

    /** Begins a body. */
    public void begin() {
        growth = 0;
    }

    /** From now on repaired texts are written to the arena of a context. */
    public void use(Arenas arenas) {
        arena = arenas.repaired;
    }

    /**
     * Has {@code text} refer to the repaired form of a text.
     *
     * @param array may be that of {@code text}
     */
    public void repair(byte[] array, int offset, int length, Slice text) throws Fault {
        long bytes = Utf8.repairedLength(array, offset, length);
        growth += bytes - length;
        if (growth > Limits.MAX_REPAIR_GROWTH) {
            throw Fault.semantic("too much invalid Unicode: its repair would add more than " + Limits.MAX_REPAIR_GROWTH
                    + " bytes to the request");
        }
        arena.begin();
        int target = arena.reserve((int) bytes);
        arena.advance(Utf8.repair(array, offset, length, arena.array(), target));
        arena.finish(text);
    }

    /**
     * Counts a text that is repaired; one that is read again counts once.
     *
     * @param offset of what is wrong in it, in bytes from the beginning of the body
     */
    public void count(int offset) {
        containment.repairedText(offset);
    }
}
