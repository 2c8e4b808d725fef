package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.MapColumn;
import dev.otlp2parquet.parquet.column.RepeatedColumn;
import dev.otlp2parquet.parquet.column.RepeatingColumn;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.column.StructColumn;
import dev.otlp2parquet.parquet.schema.Repetition;
import java.util.ArrayList;
import java.util.List;

/**
 * Derives the repetition and definition levels of one leaf from the slots on its path (README.md of parquet-format, "Nested
 * Encoding"; the striping of the Dremel paper). Neighbouring slots without nulls between them become one run.
 */
final class RecordShredder {

    /** From the top-level column down to the leaf. */
    private final ColumnBuilder[] path;

    /** Whether the column on each step is optional, and so adds a definition level of its own. */
    private final boolean[] optional;

    /** Repetition level of the second and later elements on each step: the number of repeating columns down to it. */
    private final int[] repetitionLevels;

    private RecordShredder(List<ColumnBuilder> path) {
        this.path = path.toArray(new ColumnBuilder[0]);
        this.optional = new boolean[this.path.length];
        this.repetitionLevels = new int[this.path.length];
        int level = 0;
        for (int i = 0; i < optional.length; i++) {
            optional[i] = this.path[i].field().repetition() == Repetition.OPTIONAL;
            if (this.path[i] instanceof RepeatingColumn) {
                level++;
            }
            repetitionLevels[i] = level;
        }
    }

    /** One shredder for each leaf below a top-level column, in the order of the schema's leaves. */
    static List<RecordShredder> of(ColumnBuilder column) {
        List<RecordShredder> found = new ArrayList<>();
        collect(column, List.of(), found);
        return found;
    }

    private static void collect(ColumnBuilder column, List<ColumnBuilder> parents, List<RecordShredder> into) {
        List<ColumnBuilder> path = new ArrayList<>(parents);
        path.add(column);
        if (column instanceof StructColumn struct) {
            for (int i = 0; i < struct.childCount(); i++) {
                collect(struct.child(i), path, into);
            }
        } else if (column instanceof ListColumn list) {
            collect(list.element(), path, into);
        } else if (column instanceof MapColumn map) {
            collect(map.key(), path, into);
            collect(map.value(), path, into);
        } else if (column instanceof RepeatedColumn repeated) {
            collect(repeated.occurrence(), path, into);
        } else {
            into.add(new RecordShredder(path));
        }
    }

    ColumnBuilder leaf() {
        return path[path.length - 1];
    }

    /** Fills a stripe with the positions [from, to) of a selection. */
    void shred(RowSelection rows, int from, int to, Stripe stripe) {
        stripe.begin(to - from);
        if (path.length == 1) {
            shredFlat(rows, from, to, stripe);
            return;
        }
        ColumnBuilder top = path[0];
        for (int i = from; i < to; i++) {
            int slot = top.slotOfRow(rows.row(i));
            shredSlots(0, slot, slot + 1, 0, 0, 0, stripe);
            stripe.endRow();
        }
    }

    private void shredFlat(RowSelection rows, int from, int to, Stripe stripe) {
        ColumnBuilder leaf = path[0];
        boolean nulls = leaf.hasNulls();
        if (optional[0] && !nulls) {
            stripe.definitionLevels().add(1, to - from);
        }
        for (int i = from; i < to; i++) {
            int slot = leaf.slotOfRow(rows.row(i));
            if (nulls && leaf.isNull(slot)) {
                stripe.addEmpty(0, 0);
            } else {
                if (nulls) {
                    stripe.definitionLevels().add(1, 1);
                }
                stripe.addFlatValue(slot);
            }
            stripe.endRow();
        }
    }

    /**
     * Shreds the slots [from, to) of a step, at least one, which lie side by side in their parent.
     *
     * @param first repetition level of the first entry
     * @param next repetition level of the others
     * @param defined definition level of the parent
     */
    private void shredSlots(int step, int from, int to, int first, int next, int defined, Stripe stripe) {
        ColumnBuilder column = path[step];
        if (optional[step] && column.hasNulls()) {
            int level = first;
            for (int slot = from; slot < to; slot++) {
                if (column.isNull(slot)) {
                    stripe.addEmpty(level, defined);
                } else {
                    shredPresent(step, slot, slot + 1, level, next, defined + 1, stripe);
                }
                level = next;
            }
        } else {
            shredPresent(step, from, to, first, next, optional[step] ? defined + 1 : defined, stripe);
        }
    }

    private void shredPresent(int step, int from, int to, int first, int next, int defined, Stripe stripe) {
        if (step == path.length - 1) {
            stripe.addValues(first, next, defined, from, to);
        } else if (path[step] instanceof RepeatingColumn repeating) {
            int inner = repetitionLevels[step];
            int level = first;
            for (int slot = from; slot < to; slot++) {
                int childFrom = repeating.childFrom(slot);
                int childTo = repeating.childTo(slot);
                if (childFrom == childTo) {
                    stripe.addEmpty(level, defined);
                } else {
                    shredSlots(step + 1, childFrom, childTo, level, inner, defined + 1, stripe);
                }
                level = next;
            }
        } else {
            // A struct and its children have the same slots.
            shredSlots(step + 1, from, to, first, next, defined, stripe);
        }
    }
}
