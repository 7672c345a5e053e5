package mle.fit;

import mle.plan.LinearTerms;

/** The linear way between the coefficients that a search moves and those of the columns as they were given. */
interface ColumnMap {
    /** The columns of the search, some rows of them. */
    LinearTerms terms(Rowset rows);

    /** How many coefficients there are. */
    int size();

    /** Turns coefficients of the search into those of the columns as given, in place from a first entry on. */
    void toGiven(double[] coefficients, int first);

    /** Turns coefficients of the columns as given into those of the search. */
    void toSearched(double[] coefficients, int first);

    /** The way of a row to the columns of the search. */
    LinearCoordinates.Columns columnsOf(String parameter);
}
