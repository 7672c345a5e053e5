package mle.data;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that a mistyped one was probably meant to be. */
public final class Suggestion {
    /** A piece of a name shorter than this fits too many names to point at one. */
    private static final int SHORTEST_PIECE = 3;

    private Suggestion() {}

    /**
     * Returns the known name nearest to the given one, or nothing if none is near.
     *
     * <p>Distance is Damerau and Levenshtein's in its restricted form (Boytsov 2011, ACM J. Exp. Algorithmics 16, 1.1, "optimal
     * string alignment"): insertions, deletions, replacements and swaps of neighbours, upper and lower case being alike. Near
     * means at most one change per three letters of the given name, at least one change being allowed, and fewer changes than
     * either name has letters. If no name is near, the first name that contains the given one is returned. Of several equally
     * near names the first is returned.
     */
    public static Optional<String> nearest(String given, Collection<String> known) {
        String name = given.toLowerCase(Locale.ROOT);
        String nearest = "";
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name, candidate.toLowerCase(Locale.ROOT));
            if (distance < least && (distance == 0 || distance < Math.min(name.length(), candidate.length()))) {
                least = distance;
                nearest = candidate;
            }
        }
        if (!nearest.isEmpty()) {
            return Optional.of(nearest);
        }
        return name.length() < SHORTEST_PIECE
                ? Optional.empty()
                : known.stream()
                        .filter(candidate -> candidate.toLowerCase(Locale.ROOT).contains(name))
                        .findFirst();
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, 1 + d[i - 2][j - 2]) : least;
    }

    /** Returns the end of a message about an unknown name: the nearest known one, else all of them if they are few. */
    static String hint(String given, Collection<String> known) {
        int few = 12;
        return didYouMean(given, known, known.size() > few ? "" : ", expected one of " + String.join(", ", known));
    }

    /** Returns the end of a message about an unknown name: the known one that was probably meant, or something else to say. */
    public static String didYouMean(String given, Collection<String> known, String otherwise) {
        return nearest(given, known)
                .map(name -> ", did you mean '" + name + "'?")
                .orElse(otherwise);
    }
}
