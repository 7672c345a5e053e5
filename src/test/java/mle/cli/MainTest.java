package mle.cli;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void runs() {
        Main.run(new String[] {"--version"}, System.in, System.out, System.err);
    }
}
