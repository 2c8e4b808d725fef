package dev.otlp2parquet.bench.sender;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Senders in a closed loop: each sends a request, waits for the answer, and sends the next. A refused request waits as long as the
 * server says and is sent again, and so is one that failed.
 */
final class Load {

    private static final long WAIT_AFTER_FAILURE_MILLIS = 200;

    private final List<Template> templates;
    private final long firstNumber;
    private final AtomicLong taken = new AtomicLong();
    private final List<Sender> senders = new ArrayList<>();
    private final long measuredFrom;
    private final long until;
    private volatile boolean stopped;

    /**
     * @param firstNumber of the requests, which are numbered from there on
     * @param warmUpNanos time at the begin whose latencies are not recorded
     * @param nanos time after the warm-up
     */
    Load(
            List<Template> templates,
            long firstNumber,
            int senders,
            Supplier<Exporter> exporters,
            long warmUpNanos,
            long nanos) {
        this.templates = templates;
        this.firstNumber = firstNumber;
        this.measuredFrom = System.nanoTime() + warmUpNanos;
        this.until = measuredFrom + nanos;
        for (int i = 0; i < senders; i++) {
            this.senders.add(new Sender(exporters.get(), i));
        }
    }

    /** Sends until the time is over or {@link #stop} is called. Blocks. */
    void run() throws InterruptedException {
        for (Sender sender : senders) {
            sender.start();
        }
        for (Sender sender : senders) {
            sender.join();
        }
    }

    /** Ends the loops; requests under way are waited for. */
    void stop() {
        stopped = true;
    }

    /** The numbers of all acknowledged requests, also those of the warm-up. */
    List<Long> acknowledged() {
        return senders.stream().flatMap(sender -> sender.acknowledged.stream()).toList();
    }

    /** What was counted, by name. Times are in milliseconds, and of acknowledged requests alone, from send to answer. */
    Map<String, Double> counts() {
        long[] nanos = senders.stream()
                .flatMapToLong(sender -> Arrays.stream(sender.latencies, 0, sender.measured))
                .sorted()
                .toArray();
        Map<String, Double> counts = new LinkedHashMap<>();
        counts.put("requests", (double) nanos.length);
        counts.put("rows", sum(sender -> sender.rows));
        counts.put("measuredRows", sum(sender -> sender.measuredRows));
        counts.put("refusals", sum(sender -> sender.refusals));
        counts.put("failures", sum(sender -> sender.failures));
        counts.put("p50", quantile(nanos, 0.50));
        counts.put("p99", quantile(nanos, 0.99));
        counts.put("max", quantile(nanos, 1));
        return counts;
    }

    /** The first failure, or an empty text. */
    String failure() {
        return senders.stream()
                .map(sender -> sender.failure)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private interface Count {
        long of(Sender sender);
    }

    private double sum(Count count) {
        return senders.stream().mapToLong(count::of).sum();
    }

    private static double quantile(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
    }

    private final class Sender extends Thread {

        private final Exporter exporter;
        private final List<Long> acknowledged = new ArrayList<>();
        private long[] latencies = new long[1024];
        private int measured;
        private long rows;
        private long measuredRows;
        private long refusals;
        private long failures;
        private String failure = "";

        private Sender(Exporter exporter, int index) {
            super("sender-" + index);
            this.exporter = exporter;
        }

        @Override
        public void run() {
            try (exporter) {
                while (goesOn()) {
                    long turn = taken.getAndIncrement();
                    Template template = templates.get((int) (turn % templates.size()));
                    deliver(template, firstNumber + turn);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean goesOn() {
            return !stopped && System.nanoTime() < until;
        }

        private void deliver(Template template, long number) throws InterruptedException {
            byte[] request = template.request(number);
            while (true) {
                long begun = System.nanoTime();
                Answer answer = exporter.send(request);
                long took = System.nanoTime() - begun;
                switch (answer.outcome()) {
                    case ACKNOWLEDGED -> {
                        acknowledged.add(number);
                        rows += template.rows();
                        if (begun >= measuredFrom) {
                            record(took);
                            measuredRows += template.rows();
                        }
                        return;
                    }
                    case REFUSED -> refusals++;
                    case FAILED -> {
                        failures++;
                        failure = answer.failure();
                    }
                }
                if (!goesOn()) {
                    return;
                }
                Thread.sleep(
                        answer.outcome() == Answer.Outcome.REFUSED ? answer.waitMillis() : WAIT_AFTER_FAILURE_MILLIS);
            }
        }

        private void record(long nanos) {
            if (measured == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * measured);
            }
            latencies[measured++] = nanos;
        }
    }
}
