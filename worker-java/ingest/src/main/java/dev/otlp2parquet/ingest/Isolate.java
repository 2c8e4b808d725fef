package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.client.Actors;
import dev.otlp2parquet.batching.client.Health;
import dev.otlp2parquet.batching.client.Operations;
import dev.otlp2parquet.batching.client.UnansweredAttempts;
import dev.otlp2parquet.batching.committer.QueuedCommits;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.commit.Commits;
import dev.otlp2parquet.lake.commit.GroupCommit;
import dev.otlp2parquet.lake.file.FileStore;
import dev.otlp2parquet.lake.file.PlainLayouts;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.lake.table.TableLayouts;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import dev.otlp2parquet.otlp.table.OtlpFeed;
import dev.otlp2parquet.otlp.table.TableDefinitions;
import dev.otlp2parquet.otlp.table.Workspaces;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.table.memory.IsolateMemory;

/**
 * Everything that the requests and actors of one isolate share: the configuration, the memory, and what is known of the catalog, of
 * health and of unanswered attempts. The isolate runs one thread that is interrupted only at blocking calls, so nothing here is
 * locked.
 */
final class Isolate {

    private final Config config;
    private final Workspaces workspaces;
    private final Feeds feeds;
    private final LakeTables lakeTables;
    private final GroupCommit groupCommit;
    private final Health health = new Health();
    private final IsolateMemory memory;
    private final UnansweredAttempts unanswered = new UnansweredAttempts();

    /** @param random gives one number: a seed for hashes that no outsider can know. Files do not depend on it */
    Isolate(Config config, Randomness random, IsolateMemory memory) {
        this.config = config;
        this.memory = memory;
        AttributeLimits limits = new AttributeLimits(config.maxAttributes(), random.nextLong());
        this.workspaces = new Workspaces(new TableDefinitions(config.tables()), limits);
        this.feeds = new Feeds(OtlpFeed.all(workspaces));
        boolean lake = config.catalog().enabled();
        this.lakeTables = lake ? new LakeTables(config.lake(), feeds.tables()) : null;
        this.groupCommit = lake ? new GroupCommit(config.lake(), lakeTables) : null;
    }

    Config config() {
        return config;
    }

    Workspaces workspaces() {
        return workspaces;
    }

    Feeds feeds() {
        return feeds;
    }

    Health health() {
        return health;
    }

    IsolateMemory memory() {
        return memory;
    }

    UnansweredAttempts unanswered() {
        return unanswered;
    }

    Actors actors() {
        return Actors.of(config.pipeline(), feeds, memory);
    }

    Operations operations(BatchingPorts ports) {
        return new Operations(config.pipeline(), feeds, ports);
    }

    /** Where one request stores its rows. */
    Destination destination(BatchingPorts ports) {
        LakePorts lake = ports.lake();
        if (lakeTables == null) {
            return Destination.files(new FileStore(lake, new PlainLayouts(config.lake(), lake)), ports.clock());
        }
        // On a host with committers, nothing else commits to their tables.
        Commits commits = ports.hasActors()
                ? new QueuedCommits(config.pipeline(), ports, lake.digest(), lakeTables)
                : groupCommit.over(lake);
        FileStore store = new FileStore(lake, new TableLayouts(config.lake(), lake, lakeTables));
        return Destination.tables(store, commits, ports.clock());
    }
}
