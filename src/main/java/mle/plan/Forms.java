package mle.plan;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The forms of a row program, and which of them runs a chunk. Passes over strips, the parts of a block, are soonest compiled;
 * passes over whole blocks are called less often; loops generated for the program are faster once the JIT has compiled
 * them, which takes a while. So a program starts with strips and goes on with blocks; when it has seen very many rows, now
 * and then a chunk goes through generated loops, and when these have been faster, all go. All forms have the same bits, so
 * that the choice is one of time alone.
 */
final class Forms {
    /** A form, where it is prescribed. */
    enum Form {
        STRIPS,
        PASSES,
        FUSED
    }

    /** A program that has seen so many rows is worth generating loops for. */
    private static final long HOT = 15_000_000;

    /**
     * The rows of a strip, five to a block. HotSpot compiles a method for good when it has been called 600 times and its loops have
     * gone round 15,000 times; a loop that has gone round 40,000 times before that it compiles for the call at hand alone,
     * and the method after it once more. It looks every 8,192 rounds: with at most (40000 - 8192)/600 = 53 rounds a call
     * there is only the compilation that lasts, for which a first fit to many rows waits. The numbers are the defaults of {@code
     * Tier4MinInvocationThreshold}, {@code Tier4CompileThreshold} and {@code Tier4BackEdgeThreshold}.
     */
    static final int STRIP = 52;

    /** A program is new for so many rows: some thousand calls of each loop, by which its compilation is on the way. */
    private static final int NEW = 200_000;

    /** Chunks with fewer rows than this are left to passes over whole blocks, and not counted. */
    private static final int FEW = 4096;

    /** One chunk in so many goes through generated loops while they are on trial. */
    private static final int SHARE = 16;

    /** So many races of a chunk in loops against the one before in passes are run. */
    private static final int RACES = 31;

    /** One chunk in so many goes through generated loops while they race. */
    private static final int RACING_SHARE = 2;

    /** After a trial that was lost, so many times as many rows are seen before the next one. */
    private static final int LATER = 8;

    /** Generated loops are judged when the JIT has made none of them faster for so many nanoseconds and chunks. */
    private static final long PATIENCE = 300_000_000;

    private static final int TRIALS = 8;

    /** So many times loops that stand out are divided. */
    private static final int REFINEMENTS = 4;

    /** Generated loops must be faster than passes by this factor. */
    private static final double GAIN = 0.95;

    private static volatile Form prescribed;

    private final RowProgram program;
    private final Workspaces passes;
    private final boolean strips;

    /** The rows of all chunks so far that are not few. */
    private final AtomicLong seen = new AtomicLong();

    private final Trial plain = new Trial(false);
    private final Trial weighted = new Trial(true);

    Forms(RowProgram program) {
        this.program = program;
        this.passes = new Workspaces(rows -> new PassWorkspace(program, rows));
        this.strips = program.strips();
    }

    /** Prescribes a form for all programs, or null to let them choose. */
    static void prescribe(Form form) {
        prescribed = form;
    }

    /** Runs a chunk in one form or the other. */
    interface Run {
        /**
         * Runs the chunk.
         *
         * @param strip how many rows of a block are taken at a time
         */
        void with(Workspace workspace, int strip);
    }

    /** What one thread keeps while it runs chunks: a workspace of each form that it has needed. */
    final class Turn {
        private final int rows;
        private final Trial trial;
        private Workspace ofPasses;
        private Workspaces loops;
        private Workspace ofLoops;

        /** For blocks of so many rows. */
        Turn(int rows, boolean weighted) {
            this.rows = rows;
            this.trial = weighted ? Forms.this.weighted : plain;
        }

        /** Has a chunk of so many rows done. */
        void chunk(int size, Run run) {
            // Generated loops sum over whole blocks; of shorter ones their sums would have other bits.
            boolean whole = rows == Means.BLOCK && program.sums() > 0 && program.kept().length == 0;
            boolean isNew = size >= FEW && seen.getAndAdd(size) < NEW;
            boolean fused = whole && trial.chooses(size);
            boolean inStrips = strips && (prescribed == null ? isNew : prescribed == Form.STRIPS);
            long began = trial.open ? System.nanoTime() : 0;
            run.with(fused ? loops() : passes(), inStrips ? STRIP : Means.BLOCK);
            if (began != 0 && whole && size >= FEW) {
                trial.tell(fused, (System.nanoTime() - began) / (double) size);
            }
        }

        private Workspace passes() {
            if (ofPasses == null) {
                ofPasses = passes.take(rows);
            }
            return ofPasses;
        }

        private Workspace loops() {
            Workspaces now = trial.loops;
            if (ofLoops == null || now != loops) {
                loops = now;
                ofLoops = now.take(rows);
            }
            return ofLoops;
        }

        /** Gives the workspaces back. */
        void end() {
            if (ofPasses != null) {
                passes.giveBack(ofPasses, rows);
            }
            if (ofLoops != null) {
                loops.giveBack(ofLoops, rows);
            }
        }
    }

    /** How generated loops do against passes, for rows with weights or without. */
    private final class Trial {
        private final boolean weighted;
        private volatile Workspaces loops;
        private volatile boolean open;
        private volatile boolean watched;
        private volatile boolean won;
        private int chunks;
        private int tried;
        private FusedProgram fused;
        private int refinements;
        private volatile boolean refused;
        private double lastPasses = Double.NaN;
        private final double[] ratios = new double[RACES];
        private long hot = HOT;

        Trial(boolean weighted) {
            this.weighted = weighted;
        }

        /** Whether a chunk of so many rows goes through generated loops. */
        boolean chooses(int size) {
            if (prescribed != null) {
                return prescribed == Form.FUSED && generated();
            }
            if (size < FEW || won) {
                return size >= FEW;
            }
            if (!open) {
                if (refused || seen.get() <= hot || !generated()) {
                    return false;
                }
                begin();
            }
            return next();
        }

        private synchronized void begin() {
            if (!open && seen.get() > hot) {
                hot = LATER * seen.get();
                restart();
                open = true;
            }
        }

        private synchronized boolean next() {
            return open && ++chunks % (watched ? SHARE : RACING_SHARE) == 0;
        }

        private synchronized boolean generated() {
            if (loops == null && !refused) {
                try {
                    load(new FusedProgram(program, weighted));
                } catch (LinkageError | RuntimeException e) {
                    // Classes can't be made at run time everywhere, and need not: passes do the same.
                    refused = true;
                }
            }
            return !refused;
        }

        private void load(FusedProgram next) {
            fused = next;
            loops = new Workspaces(rows -> new FusedWorkspace(program, next, () -> watched));
            watched = true;
            restart();
        }

        private void restart() {
            tried = 0;
            lastPasses = Double.NaN;
        }

        private synchronized void tell(boolean loop, double nanosecondsPerRow) {
            if (!open) {
                return;
            }
            if (!loop) {
                lastPasses = nanosecondsPerRow;
            } else if (watched) {
                watch();
            } else if (!Double.isNaN(lastPasses)) {
                race(nanosecondsPerRow / lastPasses);
            }
        }

        private void watch() {
            if (++tried < TRIALS || System.nanoTime() - fused.improved() < PATIENCE) {
                return;
            }
            FusedProgram next = refinements < REFINEMENTS ? fused.refined() : fused;
            if (next != fused) {
                refinements++;
                load(next);
            } else {
                // Taking the time of each loop takes time itself; the races are run without.
                watched = false;
                restart();
            }
        }

        /** Each ratio is of times next to each other: on a busy machine the best of many may be of different hours. */
        private void race(double ratio) {
            ratios[tried++] = ratio;
            if (tried == RACES) {
                Arrays.sort(ratios);
                won = ratios[RACES / 2] < GAIN;
                open = false;
            }
        }
    }
}
