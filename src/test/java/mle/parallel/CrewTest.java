package mle.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The crew does each chunk once, in the first milliseconds of a JVM, when one helper waits, and later: threads × chunks. */
@Timeout(60)
class CrewTest {
    private final int before = Crew.threads();

    @AfterEach
    void sameNumberOfThreadsAsBefore() {
        Crew.setThreads(before);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,7", "2,0", "2,1", "2,2", "2,1000", "3,2", "3,50", "8,3", "8,1000"})
    void eachChunkIsDoneOnceAndEachWorkerEnds(int threads, int chunks) {
        Crew.setThreads(threads);
        AtomicIntegerArray times = new AtomicIntegerArray(chunks);
        AtomicInteger workers = new AtomicInteger();
        Crew.run(chunks, () -> {
            workers.incrementAndGet();
            return new Crew.Worker() {
                @Override
                public void chunk(int index) {
                    times.incrementAndGet(index);
                }

                @Override
                public void end() {
                    workers.decrementAndGet();
                }
            };
        });
        for (int c = 0; c < chunks; c++) {
            assertEquals(1, times.get(c), "chunk " + c);
        }
        assertEquals(0, workers.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void aFailureReachesTheCallerAndTheNextRunIsWhole(int threads) {
        Crew.setThreads(threads);
        for (int failing = 0; failing < 40; failing += 13) {
            int bad = failing;
            IllegalStateException e = assertThrows(
                    IllegalStateException.class,
                    () -> Crew.each(40, c -> {
                        if (c == bad) {
                            throw new IllegalStateException("chunk " + c);
                        }
                    }));
            assertEquals("chunk " + bad, e.getMessage());
            AtomicInteger done = new AtomicInteger();
            Crew.each(40, c -> done.incrementAndGet());
            assertEquals(40, done.get());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void aChunkMayHaveChunksOfItsOwn(int threads) {
        Crew.setThreads(threads);
        AtomicInteger done = new AtomicInteger();
        Crew.each(20, outer -> Crew.each(20, inner -> done.incrementAndGet()));
        assertEquals(400, done.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anInterruptedCallerStaysInterruptedAndLosesNothing(int threads) {
        Crew.setThreads(threads);
        AtomicInteger done = new AtomicInteger();
        Thread.currentThread().interrupt();
        Crew.each(100, c -> done.incrementAndGet());
        assertTrue(Thread.interrupted());
        assertEquals(100, done.get());
    }
}
