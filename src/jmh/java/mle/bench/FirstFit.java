package mle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import mle.family.Families;
import mle.fit.Mle;

/** The main class of a child that makes its first fit: Weibull, to the numbers of a file. */
final class FirstFit {
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
        try (FileChannel channel = FileChannel.open(file)) {
            double[] values = new double[(int) (channel.size() / Double.BYTES)];
            channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.nativeOrder())
                    .asDoubleBuffer()
                    .get(values);
            return values;
        }
    }

    static void write(Path file, double[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.nativeOrder());
        bytes.asDoubleBuffer().put(values);
        Files.write(file, bytes.array());
    }
}
