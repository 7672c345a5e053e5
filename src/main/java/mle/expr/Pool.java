package mle.expr;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one place where formulas become unique. Entries are weak: a formula that nobody holds is forgotten. Two formulas
 * are the same when their nodes are, compared by content; a hash alone never decides.
 */
final class Pool {
    private static final ConcurrentHashMap<Entry, Entry> ENTRIES = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Expr> GONE = new ReferenceQueue<>();

    private Pool() {}

    static Expr intern(Expr candidate) {
        forget();
        Entry entry = new Entry(candidate);
        while (true) {
            Entry known = ENTRIES.putIfAbsent(entry, entry);
            if (known == null) {
                return candidate;
            }
            Expr live = known.get();
            if (live != null) {
                return live;
            }
            ENTRIES.remove(known, known);
        }
    }

    private static void forget() {
        for (Reference<? extends Expr> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            ENTRIES.remove(gone);
        }
    }

    private static final class Entry extends WeakReference<Expr> {
        private final int hash;

        Entry(Expr expr) {
            super(expr, GONE);
            this.hash = expr.hashCode();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            if (!(other instanceof Entry entry) || entry.hash != hash) {
                return false;
            }
            Expr mine = get();
            Expr theirs = entry.get();
            return mine != null && theirs != null && mine.sameNode(theirs);
        }
    }
}
