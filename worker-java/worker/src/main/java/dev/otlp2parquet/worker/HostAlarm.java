package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.actor.Alarm;

/** The alarm of the Durable Object that the current call or alarm belongs to. */
final class HostAlarm implements Alarm {

    private final HostRequest request;

    HostAlarm(HostRequest request) {
        this.request = request;
    }

    @Override
    public Long get() {
        double due = Host.getAlarm(request);
        return due < 0 ? null : (Long) (long) due;
    }

    @Override
    public void set(long unixMillis) {
        Host.setAlarm(request, (double) unixMillis);
    }

    @Override
    public void delete() {
        Host.deleteAlarm(request);
    }
}
