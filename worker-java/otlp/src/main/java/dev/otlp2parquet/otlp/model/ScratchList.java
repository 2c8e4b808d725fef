package dev.otlp2parquet.otlp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A list that reuses its elements: {@link #clear} keeps them for the next use.
 *
 * @param <T> the element; a caller of {@link #add} must clear the element it gets
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

    /** Appends an element and returns it. The element still has the content of its previous use. */
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
