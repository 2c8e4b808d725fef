package dev.otlp2parquet.ingest.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.table.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is recorded of a range, and what its parts are called. */
class RangeProgressTest {

    private static Cell hour(long hour) {
        return new Cell(hour, new byte[] {'s'});
    }

    @Test
    void numbersOfPartsThatAreDoneAreNotGivenToOthers() {
        RangeProgress progress = new RangeProgress();
        progress.put(Table.LOGS, List.of(Part.whole(Part.State.NEW)));
        progress.cut(Table.LOGS, Part.whole(Part.State.NEW), List.of(hour(10), hour(20)));
        // The table is another one, and the first part has more files now.
        progress.cut(Table.LOGS, progress.of(Table.LOGS).get(0), List.of(hour(5)));
        Set<Integer> used = new HashSet<>();
        for (Part part : progress.of(Table.LOGS)) {
            used.add(part.number());
        }
        for (Part part : progress.of(Table.LOGS).subList(0, 3)) {
            progress.set(Table.LOGS, part.in(Part.State.DONE));
        }
        RangeProgress read = RangeProgress.parse(progress.text());
        assertEquals(2, read.of(Table.LOGS).size(), "those that are done are one: " + progress.text());
        read.cut(Table.LOGS, read.of(Table.LOGS).get(1), List.of(hour(25)));
        for (Part part : read.of(Table.LOGS)) {
            if (part.state() == Part.State.NEW) {
                assertTrue(!used.contains(part.number()), part + " has the key of another part: " + used);
            }
        }
    }
}
