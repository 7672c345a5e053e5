package mle.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import mle.family.Families;
import mle.fit.Mle;

/** The main class of a child that makes its first fit: Weibull, to the numbers of a file. */
final class FirstFit {
    private static final int BUFFER = 1 << 16;

    private FirstFit() {}

    /** Argument: the file. */
    public static void main(String[] args) throws IOException {
        long began = System.nanoTime();
        double[] values = read(Path.of(args[0]));
        long read = System.nanoTime();
        double shape = Mle.fit(Families.weibull(), values).parameter("shape").value();
        long fitted = System.nanoTime();
        Child.print("reading", read - began);
        Child.print("total", fitted - began);
        if (!(shape > 0)) {
            throw new IllegalStateException("no fit");
        }
    }

    private static double[] read(Path file) throws IOException {
        // A mapped file would take a fresh JVM five times as long.
        try (InputStream in = new FileInputStream(file.toFile())) {
            double[] values = new double[(int) (Files.size(file) / Double.BYTES)];
            byte[] bytes = new byte[BUFFER];
            DoubleBuffer doubles =
                    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer();
            int read = 0;
            for (int size; (size = in.readNBytes(bytes, 0, BUFFER) / Double.BYTES) > 0; read += size) {
                doubles.get(0, values, read, size);
            }
            return values;
        }
    }

    static void write(Path file, double[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.nativeOrder());
        bytes.asDoubleBuffer().put(values);
        Files.write(file, bytes.array());
    }
}
