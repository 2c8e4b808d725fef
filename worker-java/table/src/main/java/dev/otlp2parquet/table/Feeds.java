package dev.otlp2parquet.table;

import java.util.ArrayList;
import java.util.List;

/** All feeds of a program, in a fixed order. Immutable. */
public final class Feeds {
    private final List<Feed> feeds;
    private final Tables tables;

    /** @throws IllegalArgumentException if two feeds, or two of their tables, have the same name */
    public Feeds(List<? extends Feed> feeds) {
        this.feeds = List.copyOf(feeds);
        List<String> names = new ArrayList<>();
        List<TableShape> shapes = new ArrayList<>();
        for (Feed feed : feeds) {
            if (names.contains(feed.name())) {
                throw new IllegalArgumentException("two feeds are called " + feed.name());
            }
            names.add(feed.name());
            shapes.addAll(feed.tables().all());
        }
        this.tables = new Tables(shapes);
    }

    public List<Feed> all() {
        return feeds;
    }

    /** Returns the feed with a name, or null. */
    public Feed find(String name) {
        for (Feed feed : feeds) {
            if (feed.name().equals(name)) {
                return feed;
            }
        }
        return null;
    }

    /** Returns the tables of all feeds. */
    public Tables tables() {
        return tables;
    }
}
