package mle.expr;

import java.util.Arrays;

/**
 * Numbers added up by formula: coefficients by term, powers by base. There are few of them, so that looking at one after the
 * other is quicker than a map, above all before anything is compiled.
 */
final class Gathered {
    private Expr[] formulas = new Expr[4];
    private double[] numbers = new double[4];
    private int size;

    void add(Expr formula, double number) {
        for (int i = 0; i < size; i++) {
            if (formulas[i] == formula) {
                numbers[i] += number;
                return;
            }
        }
        if (size == formulas.length) {
            formulas = Arrays.copyOf(formulas, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        formulas[size] = formula;
        numbers[size++] = number;
    }

    /** Leaves out those whose number is zero and puts the others in structural order. */
    void sort() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Expr formula = formulas[i];
            double number = numbers[i];
            if (number == 0) {
                continue;
            }
            int place = kept++;
            while (place > 0 && Order.compare(formulas[place - 1], formula) > 0) {
                formulas[place] = formulas[place - 1];
                numbers[place] = numbers[place - 1];
                place--;
            }
            formulas[place] = formula;
            numbers[place] = number;
        }
        size = kept;
    }

    Expr[] formulas() {
        return Arrays.copyOf(formulas, size);
    }

    double[] numbers() {
        return Arrays.copyOf(numbers, size);
    }
}
