package mle.plan;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.IntFunction;

/** Workspaces that are used again and again: those for small data have arrays of few rows. */
final class Workspaces {
    private static final int SMALL = 64;

    private final IntFunction<Workspace> maker;
    private final Deque<Workspace> small = new ConcurrentLinkedDeque<>();
    private final Deque<Workspace> large = new ConcurrentLinkedDeque<>();

    /** Made by a function of the largest number of rows of a block. */
    Workspaces(IntFunction<Workspace> maker) {
        this.maker = maker;
    }

    private Deque<Workspace> idle(int rows) {
        return rows <= SMALL ? small : large;
    }

    /** A workspace for so many rows of data; to be given back. */
    Workspace take(int rows) {
        Workspace known = idle(rows).poll();
        return known != null ? known : maker.apply(rows <= SMALL ? SMALL : Means.BLOCK);
    }

    void giveBack(Workspace workspace, int rows) {
        idle(rows).push(workspace);
    }
}
