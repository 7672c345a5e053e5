package mle.plan;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Workspaces that are used again and again: one of each size for each thread that may be at work, found by the thread's
 * number. Where two threads meet, one of them makes a workspace anew.
 */
final class Workspaces {
    private static final int SMALL = 64;
    private static final int SLOTS =
            Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors());

    private final IntFunction<Workspace> maker;
    private final AtomicReferenceArray<Workspace> small = new AtomicReferenceArray<>(SLOTS);
    private final AtomicReferenceArray<Workspace> large = new AtomicReferenceArray<>(SLOTS);

    /** Made by a function of the largest number of rows of a block. */
    Workspaces(IntFunction<Workspace> maker) {
        this.maker = maker;
    }

    private AtomicReferenceArray<Workspace> idle(int rows) {
        return rows <= SMALL ? small : large;
    }

    private static int slot() {
        return (int) Thread.currentThread().getId() & SLOTS - 1;
    }

    /** A workspace for blocks of so many rows; to be given back. */
    Workspace take(int rows) {
        Workspace known = idle(rows).getAndSet(slot(), null);
        return known != null ? known : maker.apply(rows <= SMALL ? SMALL : Means.BLOCK);
    }

    void giveBack(Workspace workspace, int rows) {
        idle(rows).setRelease(slot(), workspace);
    }
}
