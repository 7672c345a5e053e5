package mle.solve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fit came to, in the words of the parameters.
 *
 * @param kind one of six endings
 * @param message one sentence: what happened and what to do
 * @param parameters the parameters concerned (those on the edge, for {@link Kind#BOUNDARY}); may be empty
 * @param direction by parameter, the direction along which the likelihood is flat or keeps rising; empty when there is none
 */
public record Outcome(Kind kind, String message, List<String> parameters, Map<String, Double> direction) {
    /** Copies the list and the map, keeping their order. */
    public Outcome {
        parameters = List.copyOf(parameters);
        direction = Collections.unmodifiableMap(new LinkedHashMap<>(direction));
    }

    /** An outcome that concerns no parameter in particular. */
    public static Outcome of(Kind kind, String message) {
        return new Outcome(kind, message, List.of(), Map.of());
    }

    /** The endings of a fit. */
    public enum Kind {
        /** An interior maximum: gradient zero, Hessian of the cross entropy positive definite. */
        CONVERGED("converged", true),
        /** The maximum lies on the edge of the parameter space; the message names the limit family. */
        BOUNDARY("boundary", true),
        /** The supremum is finite but not attained: separation, a single event, a zero cell. */
        NO_MAXIMUM("no-maximum", false),
        /** The likelihood grows without end: a component that collapses on a point. */
        UNBOUNDED("unbounded", false),
        /** The maximum is not a single point; the direction is a flat one. */
        NOT_IDENTIFIED("not-identified", false),
        /** A limit of iterations or time came first; nothing is claimed. */
        NOT_REACHED("not-reached", false);

        private final String label;
        private final boolean found;

        Kind(String label, boolean found) {
            this.label = label;
            this.found = found;
        }

        /** The word used in reports and JSON. */
        public String label() {
            return label;
        }

        /** Whether a maximum was found, inside or on the edge. */
        public boolean found() {
            return found;
        }
    }
}
