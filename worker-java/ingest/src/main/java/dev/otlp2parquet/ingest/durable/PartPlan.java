package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.store.FileRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds out where to cut the rows of a table, so that no part has more files than one alarm may store. Rows may be added batch
 * by batch.
 */
final class PartPlan {

    /** Parts that are planned at once; the last of them has what is left, and is cut again when its turn comes. */
    static final int MAX_PARTS = 64;

    private final Map<String, Integer> partitions = new HashMap<>();
    private final TreeMap<Cell, Set<Integer>> partitionsOfCells = new TreeMap<>();

    /** Adds the rows of a batch, as the layout divides them. */
    void add(Cells cells, List<FileRows> files, int batchRows) {
        int[] partitionOfRow = new int[batchRows];
        for (FileRows file : files) {
            Integer partition = partitions.get(file.partition());
            if (partition == null) {
                partition = partitions.size();
                partitions.put(file.partition(), partition);
            }
            for (int i = 0; i < file.rows().size(); i++) {
                partitionOfRow[file.rows().row(i)] = partition + 1;
            }
        }
        for (int i = 0; i < cells.count(); i++) {
            Set<Integer> ofCell = null;
            int last = 0;
            for (int j = 0; j < cells.rows(i); j++) {
                int partition = partitionOfRow[cells.row(i, j)];
                if (partition > 0 && partition != last) {
                    last = partition;
                    if (ofCell == null) {
                        ofCell = partitionsOfCells.computeIfAbsent(cells.cell(i), cell -> new HashSet<>());
                    }
                    ofCell.add(partition);
                }
            }
        }
    }

    /** Files that all rows become. */
    int files() {
        return partitions.size();
    }

    /**
     * The cells before which to cut, in their order. A file is cut in two only where it has rows of cells that are far apart.
     *
     * @param maxFiles of a part; more only where a single cell has more
     */
    List<Cell> cuts(int maxFiles) {
        List<Cell> cuts = new ArrayList<>();
        Set<Integer> current = new HashSet<>();
        for (Map.Entry<Cell, Set<Integer>> entry : partitionsOfCells.entrySet()) {
            int more = 0;
            for (Integer partition : entry.getValue()) {
                more += current.contains(partition) ? 0 : 1;
            }
            if (!current.isEmpty() && more > 0 && current.size() + more > maxFiles) {
                if (cuts.size() == MAX_PARTS - 1) {
                    return cuts;
                }
                cuts.add(entry.getKey());
                current.clear();
            }
            current.addAll(entry.getValue());
        }
        return cuts;
    }
}
