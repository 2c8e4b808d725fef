package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;

/** The SQLite database of the Durable Object that the current call or alarm belongs to. */
final class HostSqlStorage implements SqlStorage {

    private final HostRequest request;

    HostSqlStorage(HostRequest request) {
        this.request = request;
    }

    @Override
    public SqlRows query(String sql, Object... parameters) {
        byte[] statement = SqlValues.encode(sql, parameters);
        Window.fillOutbox(request, statement, 0, statement.length);
        int length;
        try {
            length = Host.sql(request);
        } catch (HostFailure e) {
            throw new SqlFailure(e.getMessage());
        }
        return SqlValues.decode(Window.takeInbox(request, length));
    }
}
