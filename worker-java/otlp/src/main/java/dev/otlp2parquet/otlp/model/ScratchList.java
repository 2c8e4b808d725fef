package dev.otlp2parquet.otlp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A list whose elements are refilled rather than replaced: {@link #clear} keeps them for the next use.
 *
 * @param <T> the element; whoever takes one by {@link #add} clears it
 */
public final class ScratchList<T> {
    private final Supplier<T> factory;
    private final List<T> elements = new ArrayList<>();
    private int size;

    public ScratchList(Supplier<T> factory) {
        this.factory = factory;
    }

    public int size() {
        return size;
    }

    public T get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("element " + index + " of " + size);
        }
        return elements.get(index);
    }

    /** A further element, with the content of its previous use. */
    public T add() {
        if (size == elements.size()) {
            elements.add(factory.get());
        }
        return elements.get(size++);
    }

    public void clear() {
        size = 0;
    }
}
