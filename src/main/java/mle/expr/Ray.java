package mle.expr;

/** The way from a point in one direction, along which a density is integrated or summed. */
interface Ray {
    /** A mass below this share of the whole ends the way. */
    double NOTHING = 1e-19;

    /** An error below this share of a stretch is none. */
    double PRECISE = 1e-12;

    /** Collects from the beginning to a limit or to where nothing more comes. */
    void march(Collector collector, double limit);

    /** Collects a part of one of its stretches. */
    void collect(Collector collector, double low, double high);

    /** The shares that the points of one of its stretches have of a part of it; null where they can't tell. */
    double[] shares(Stretch stretch, double low, double high);
}
