package dev.otlp2parquet.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Runs tasks one at a time. Each has its own thread and yields only where it waits. The seed decides the order. Time
 * advances when all tasks wait.
 */
public final class Scheduler {

    private final Random random;
    private final Semaphore idle = new Semaphore(0);
    private final List<Task> tasks = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private long nowMillis;
    private Task current;
    private Throwable failure;

    public Scheduler(Random random, long startMillis) {
        this.random = random;
        this.nowMillis = startMillis;
    }

    private record Timer(long at, Runnable action) {}

    /** A task that runs and waits. */
    public static final class Task {
        private final Semaphore turn = new Semaphore(0);
        private long wakeAt;
        private boolean ended;
        private boolean stopped;
    }

    /** Ends a task that still waits when its world ends. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;
    }

    public long now() {
        return nowMillis;
    }

    /** Runs an action at a time. The action must not wait. */
    public void at(long millis, Runnable action) {
        timers.add(new Timer(Math.max(nowMillis, millis), action));
    }

    public void start(Runnable body) {
        Task task = new Task();
        task.wakeAt = nowMillis;
        tasks.add(task);
        Thread thread = new Thread(
                () -> {
                    task.turn.acquireUninterruptibly();
                    try {
                        if (!task.stopped) {
                            body.run();
                        }
                    } catch (Stopped e) {
                        // As asked.
                    } catch (Throwable e) {
                        failure = failure == null ? e : failure;
                    } finally {
                        task.ended = true;
                        idle.release();
                    }
                },
                "task");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets other tasks run, and continues when the time has passed. */
    public void pause(long millis) {
        Task task = current;
        task.wakeAt = nowMillis + Math.max(0, millis);
        idle.release();
        task.turn.acquireUninterruptibly();
        if (task.stopped) {
            throw new Stopped();
        }
    }

    /** Runs until a time, or until nothing is left to do before it. */
    public void runUntil(long millis) {
        while (true) {
            rethrow();
            List<Task> ready = new ArrayList<>();
            long next = Long.MAX_VALUE;
            for (Task task : tasks) {
                if (task.wakeAt <= nowMillis) {
                    ready.add(task);
                } else {
                    next = Math.min(next, task.wakeAt);
                }
            }
            List<Timer> due = new ArrayList<>();
            for (Timer timer : timers) {
                if (timer.at() <= nowMillis) {
                    due.add(timer);
                } else {
                    next = Math.min(next, timer.at());
                }
            }
            if (!due.isEmpty()) {
                timers.removeAll(due);
                due.forEach(timer -> timer.action().run());
            } else if (!ready.isEmpty()) {
                resume(ready.get(random.nextInt(ready.size())));
            } else if (next > millis) {
                nowMillis = Math.max(nowMillis, millis);
                return;
            } else {
                nowMillis = next;
            }
        }
    }

    /** Advances the time while no task runs, as if somebody computed. Called from an action of {@link #at}. */
    public void skip(long millis) {
        nowMillis += millis;
    }

    /** Ends all tasks. */
    public void stop() {
        for (Task task : List.copyOf(tasks)) {
            task.stopped = true;
            resume(task);
        }
    }

    private void resume(Task task) {
        Task before = current;
        current = task;
        task.turn.release();
        idle.acquireUninterruptibly();
        current = before;
        if (task.ended) {
            tasks.remove(task);
        }
    }

    private void rethrow() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }
}
