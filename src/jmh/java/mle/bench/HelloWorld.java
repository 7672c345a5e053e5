package mle.bench;

/** What a JVM does at least. */
final class HelloWorld {
    private HelloWorld() {}

    /** Greets. */
    public static void main(String[] args) {
        System.out.println("Hello, world!");
    }
}
