package mle.parallel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The threads that share the chunks of an evaluation. They are daemons, shared by all evaluations, and started when a
 * large data set first needs them; the caller works along and is the only one where the data are small.
 */
public final class Crew {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final AtomicInteger THREADS = new AtomicInteger(CORES);

    /**
     * When many chunks are run for the first time the JIT compiles their loops, and a core for itself makes them fast sooner than
     * another thread would: until helpers have waited so many nanoseconds, one of them waits.
     */
    private static final long YOUNG = 100_000_000;

    private static final AtomicLong WAITED = new AtomicLong();

    /** Fewer chunks are long tasks more likely than loops over rows. */
    private static final int MANY = 16;

    private Crew() {}

    /** Threads are made only when a pool is first asked for. */
    private static final class Pool {
        static final ExecutorService SHARED = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mle");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** How many threads an evaluation may use, the caller's among them. */
    public static int threads() {
        return THREADS.get();
    }

    /** Sets how many threads an evaluation may use; results don't depend on it. */
    public static void setThreads(int threads) {
        if (!(threads >= 1)) {
            throw new IllegalArgumentException("threads: must be at least 1, got " + threads);
        }
        THREADS.set(threads);
    }

    /** What one thread does with the chunks that it takes. */
    public interface Worker {
        void chunk(int index);

        /** Called once by each thread when there is no chunk left. */
        default void end() {}
    }

    /** Has independent tasks done, by the caller and as many others as may help; several threads use the one worker at a time. */
    public static void each(int tasks, Worker task) {
        run(tasks, () -> task);
    }

    /** Has all chunks done, by the caller and as many others as may help; each makes its own worker. */
    public static void run(int chunks, Supplier<Worker> workers) {
        int helpers = Math.min(THREADS.get(), chunks) - 1;
        if (helpers <= 0) {
            Worker worker = workers.get();
            for (int c = 0; c < chunks; c++) {
                worker.chunk(c);
            }
            worker.end();
            return;
        }
        Share share = new Share(chunks, workers, helpers);
        for (int h = 0; h < helpers; h++) {
            Pool.SHARED.execute(share);
        }
        share.work();
        share.callersShare.countDown();
        await(share.done);
        if (share.failure.get() instanceof RuntimeException e) {
            throw e;
        }
        if (share.failure.get() instanceof Error e) {
            throw e;
        }
    }

    /** The chunks that the caller and its helpers take one after another. */
    private static final class Share implements Runnable {
        private final int chunks;
        private final Supplier<Worker> workers;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final CountDownLatch done;
        private final CountDownLatch callersShare = new CountDownLatch(1);
        private final AtomicBoolean oneHeldBack;

        Share(int chunks, Supplier<Worker> workers, int helpers) {
            this.chunks = chunks;
            this.workers = workers;
            this.done = new CountDownLatch(helpers);
            this.oneHeldBack = new AtomicBoolean(chunks < MANY || WAITED.get() >= YOUNG);
        }

        @Override
        public void run() {
            if (oneHeldBack.compareAndSet(false, true)) {
                holdBack();
            }
            if (next.get() < chunks) {
                work();
            }
            done.countDown();
        }

        /** Waits until helpers have waited long enough or the caller finds no chunk left. */
        private void holdBack() {
            long began = System.nanoTime();
            try {
                callersShare.await(YOUNG - WAITED.get(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            WAITED.addAndGet(System.nanoTime() - began);
        }

        void work() {
            try {
                Worker worker = workers.get();
                for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement()) {
                    worker.chunk(c);
                }
                worker.end();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                next.set(chunks);
            }
        }
    }

    private static void await(CountDownLatch done) {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
