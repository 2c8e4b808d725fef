package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.table.OtlpTable;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a buffer records of a range: the numbers and bounds of its parts, which are their identity for committers. */
class RangeProgressTest {

    private static final TableShape LOGS =
            TableDefinition.of(OtlpTable.LOGS, TableOptions.DEFAULT).shape();

    private static final byte[] NO_SERVICE = {};

    private static Cell cell(long hour) {
        return new Cell(hour, NO_SERVICE);
    }

    private static RangeProgress whole() {
        RangeProgress progress = new RangeProgress();
        progress.put(LOGS, List.of(Part.whole(Part.State.NEW)));
        return progress;
    }

    /** As an object that was made anew reads it. */
    private static RangeProgress again(RangeProgress progress) {
        return RangeProgress.parse(progress.text());
    }

    private static Part part(RangeProgress progress, int number) {
        for (Part part : progress.of(LOGS)) {
            if (part.number() == number) {
                return part;
            }
        }
        throw new AssertionError("no part " + number);
    }

    private static void set(RangeProgress progress, int number, Part.State state) {
        progress.set(LOGS, part(progress, number).in(state));
    }

    @Test
    void aPartThatIsCutAgainTakesNoNumberOfOneThatIsCommitted() {
        RangeProgress progress = whole();
        assertEquals(3, progress.cut(LOGS, part(progress, 0), List.of(cell(10), cell(20))));
        set(progress, 1, Part.State.QUEUED);
        set(progress, 2, Part.State.DONE);
        progress = again(progress);
        // The table was replaced, and divides its rows into more files.
        set(progress, 1, Part.State.NEW);
        assertEquals(5, progress.cut(LOGS, part(progress, 1), List.of(cell(5))));
        set(progress, 4, Part.State.DONE);
        set(progress, 5, Part.State.DONE);
        progress = again(progress);
        // What was left for later is cut in its turn.
        assertEquals(7, progress.cut(LOGS, part(progress, 3), List.of(cell(30))));
    }

    @Test
    void whateverIsCutAndDoneNoNumberIsGivenTwiceAndNoCellIsLost() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RangeProgress progress = whole();
            Set<Integer> given = new TreeSet<>();
            for (int step = 0; step < 40; step++) {
                List<Part> parts = progress.of(LOGS);
                Part part = parts.get(random.nextInt(parts.size()));
                if (part.state() == Part.State.NEW) {
                    List<Integer> before = numbers(progress);
                    progress.cut(LOGS, part, cuts(part, random));
                    List<Integer> added = numbers(progress);
                    added.removeAll(before);
                    for (int number : added) {
                        assertTrue(given.add(number), "seed " + seed + ": the number " + number + " again");
                    }
                } else if (part.state() != Part.State.DONE) {
                    set(progress, part.number(), Part.State.NEW);
                }
                for (Part open : List.copyOf(progress.of(LOGS))) {
                    if (random.nextInt(3) == 0) {
                        set(progress, open.number(), random.nextBoolean() ? Part.State.DONE : open.state());
                    }
                }
                progress = again(progress);
                assertWhole(progress, "seed " + seed);
            }
        }
    }

    private static List<Integer> numbers(RangeProgress progress) {
        List<Integer> numbers = new ArrayList<>();
        progress.of(LOGS).forEach(part -> numbers.add(part.number()));
        return numbers;
    }

    private static List<Cell> cuts(Part part, Random random) {
        long from = part.from() == null ? -1_000_000 : part.from().hour();
        long to = part.to() == null ? 1_000_000 : part.to().hour();
        Set<Cell> cuts = new TreeSet<>();
        for (int i = 0; i < 3 && to - from > 1; i++) {
            cuts.add(cell(from + 1 + random.nextInt((int) (to - from - 1))));
        }
        return List.copyOf(cuts);
    }

    private static void assertWhole(RangeProgress progress, String where) {
        Cell from = null;
        List<Part> parts = progress.of(LOGS);
        assertEquals(parts.size(), new TreeSet<>(numbers(progress)).size(), where);
        for (int i = 0; i < parts.size(); i++) {
            assertEquals(from, parts.get(i).from(), where);
            from = parts.get(i).to();
            assertEquals(i + 1 == parts.size(), from == null, where);
        }
    }

    @Test
    void whatIsLeftOfAnotherPartIsNotSettledUnseen() {
        RangeProgress progress = whole();
        List<Cell> cuts = new ArrayList<>();
        for (int i = 1; i < PartPlan.MAX_PARTS; i++) {
            cuts.add(cell(i));
        }
        RangeWriter.settle(progress, LOGS, part(progress, 0), cuts, true);
        assertEquals(Part.State.OPEN, part(progress, 1).state());
        assertEquals(Part.State.NEW, part(progress, PartPlan.MAX_PARTS).state());
        set(progress, 1, Part.State.NEW);
        RangeWriter.settle(progress, LOGS, part(progress, 1), List.of(cell(0)), false);
        assertEquals(Part.State.OPEN, part(progress, PartPlan.MAX_PARTS + 1).state());
        assertEquals(Part.State.OPEN, part(progress, PartPlan.MAX_PARTS + 2).state());
        assertEquals(
                Part.State.NEW,
                part(progress, PartPlan.MAX_PARTS).state(),
                "it may have more files than an alarm can store");
        assertFalse(progress.isStored());
    }
}
