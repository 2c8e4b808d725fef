package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.lake.file.FileRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans where to divide the rows of a table, so that no part has more files than one alarm may store. Rows may be added
 * batch by batch. Only the first cells are kept, since a request may have hundreds of thousands.
 */
final class PartPlan {

    /** Parts that are planned at once. The last one has all remaining rows, and is divided when its turn comes. */
    static final int MAX_PARTS = 64;

    /** The most cells that are kept, of some hundred bytes each. */
    static final int MAX_CELLS = 16_384;

    /** More files than any alarm may store; the exact number does not matter. */
    private static final int MAX_COUNTED = 10_001;

    private final Set<String> partitions = new HashSet<>();
    private final TreeMap<Cell, Set<String>> partitionsOfCells = new TreeMap<>();

    /** The first cell that is not kept, or null if all are. */
    private Cell rest;

    /** Adds the rows of a batch, as the layout divides them. */
    void add(Cells cells, List<FileRows> files, int batchRows) {
        int[] fileOfRow = new int[batchRows];
        for (int i = 0; i < files.size(); i++) {
            FileRows file = files.get(i);
            if (partitions.size() < MAX_COUNTED) {
                partitions.add(file.partition());
            }
            for (int j = 0; j < file.rows().size(); j++) {
                fileOfRow[file.rows().row(j)] = i + 1;
            }
        }
        for (int i = 0; i < cells.count(); i++) {
            Set<String> ofCell = null;
            int last = 0;
            for (int j = 0; j < cells.rows(i); j++) {
                int file = fileOfRow[cells.row(i, j)];
                if (file > 0 && file != last) {
                    last = file;
                    ofCell = ofCell != null ? ofCell : kept(cells.cell(i));
                    if (ofCell == null) {
                        break;
                    }
                    ofCell.add(files.get(file - 1).partition());
                }
            }
        }
    }

    /** The partitions of a cell, or null if it comes after the kept ones. */
    private Set<String> kept(Cell cell) {
        if (rest != null && cell.compareTo(rest) >= 0) {
            return null;
        }
        Set<String> ofCell = partitionsOfCells.get(cell);
        if (ofCell == null) {
            ofCell = new HashSet<>();
            partitionsOfCells.put(cell, ofCell);
            if (partitionsOfCells.size() > MAX_CELLS) {
                rest = partitionsOfCells.lastKey();
                partitionsOfCells.remove(rest);
            }
        }
        return ofCell;
    }

    /** The number of files of all rows; not exact if there are very many. */
    int files() {
        return partitions.size();
    }

    /**
     * The cells at which to divide, in their order. A file is divided only if its cells are far apart.
     *
     * @param maxFiles of a part; a single cell may have more
     */
    List<Cell> cuts(int maxFiles) {
        List<Cell> cuts = new ArrayList<>();
        Set<String> current = new HashSet<>();
        for (Map.Entry<Cell, Set<String>> entry : partitionsOfCells.entrySet()) {
            int more = 0;
            for (String partition : entry.getValue()) {
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
        if (rest != null && cuts.size() < MAX_PARTS - 1) {
            cuts.add(rest);
        }
        return cuts;
    }

    /** Whether the rows after the last division must be divided again. */
    boolean isCutShort(List<Cell> cuts) {
        return rest != null || cuts.size() == MAX_PARTS - 1;
    }
}
