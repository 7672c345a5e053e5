package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.fit.Estimate;
import mle.fit.Fit;
import mle.fit.Mle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitVerbTest {
    private static final String WEIBULL = "log(k/s) + (k - 1)*log(x/s) - (x/s)^k";

    @TempDir
    Path folder;

    // ---- groups ----

    @Test
    void everyGroupIsFittedApart() {
        List<Map<String, Object>> fits = Cli.run(
                        "fit", "aircondit", "hours", "--family", "exponential,gamma", "--by", "plane", "--json")
                .array();
        assertEquals(26, fits.size());
        for (Map<String, Object> json : fits) {
            String group = (String) json.get("group");
            Family family = Families.find((String) json.get("family")).orElseThrow();
            Fit alone = Mle.fit(
                    family, Datasets.load("aircondit").where("plane", group).numeric("hours"));
            assertEquals(alone.logLikelihood(), json.get("logLikelihood"), group);
            assertEquals("group", json.keySet().iterator().next());
        }
        String text = Cli.run("fit", "aircondit", "hours", "--family", "exponential", "--by", "plane")
                .answered();
        assertEquals(13, text.split("\ngroup ").length - 1);
    }

    @Test
    void samplingWeightsAndClustersGiveTheSandwich() {
        String[] call = {
            "fit",
            "lung_ncctg",
            "Surv(time, event)",
            "--family",
            "weibull",
            "--sampling-weights",
            "age",
            "--cluster",
            "inst"
        };
        String text = Cli.run(call).answered();
        assertTrue(text.contains("weibull fit by maximum likelihood, n = 227 (1 missing left out)"), text);
        assertTrue(text.contains("standard errors: sandwich of 18 clusters\n"), text);
        assertTrue(text.contains("log pseudolikelihood -1160.206683\n"), text);
        List<String> asJson = new ArrayList<>(List.of(call));
        asJson.add("--json");
        Map<String, Object> json = Cli.run(asJson.toArray(String[]::new)).object();
        assertNull(json.get("aic"));
        Map<?, ?> covariance = (Map<?, ?>) json.get("covariance");
        assertEquals("sandwich", covariance.get("kind"));
        assertEquals(18.0, ((Number) covariance.get("clusters")).doubleValue());
    }

    @Test
    void groupsWithBadDataAreNamed() {
        Cli cli = Cli.withInput("g,x\na,1\na,2\nb,3\nb,-1\n", "fit", "-", "x", "--family", "gamma", "--by", "g");
        assertTrue(cli.refused().contains("group 'b', row 2"), cli.err());
        assertTrue(
                Cli.run("fit", "aircondit", "hours", "--by", "plan").refused().contains("did you mean 'plane'"));
    }

    // ---- JSON ----

    @Test
    void jsonHasTheFieldsOfTheContractInTheirOrder() {
        Map<String, Object> fit = gammaJson();
        assertEquals(
                List.of(
                        "family",
                        "formula",
                        "data",
                        "n",
                        "rows",
                        "missing",
                        "outcome",
                        "logLikelihood",
                        "crossEntropy",
                        "entropy",
                        "divergence",
                        "deviance",
                        "aic",
                        "aicc",
                        "bic",
                        "parameters",
                        "covariance",
                        "solver",
                        "version",
                        "level"),
                List.copyOf(fit.keySet()));
        assertEquals(
                List.of("kind", "message", "parameters", "direction"),
                List.copyOf(object(fit, "outcome").keySet()));
        assertEquals(
                List.of("name", "estimate", "standardError", "lower", "upper", "fixed"),
                List.copyOf(objects(fit, "parameters").get(0).keySet()));
        assertEquals(
                List.of("kind", "names", "matrix"),
                List.copyOf(object(fit, "covariance").keySet()));
        assertEquals(
                List.of("name", "iterations", "evaluations", "decrement", "gradientNorm", "seconds"),
                List.copyOf(object(fit, "solver").keySet()));
    }

    @Test
    void jsonSaysWhatTheLibrarySays() {
        Map<String, Object> json = gammaJson();
        Fit fit = Mle.fit(Families.gamma(), Datasets.load("old_faithful").numeric("waiting"));
        assertEquals("gamma", json.get("family"));
        assertEquals("waiting ~ 1", json.get("formula"));
        assertEquals("old_faithful", json.get("data"));
        assertEquals(272.0, json.get("n"));
        assertEquals(272.0, json.get("rows"));
        assertEquals(0.0, json.get("missing"));
        assertEquals(fit.logLikelihood(), json.get("logLikelihood"));
        assertEquals(fit.crossEntropy(), json.get("crossEntropy"));
        assertNull(json.get("entropy"));
        assertEquals(fit.aic(), json.get("aic"));
        assertEquals(fit.aicc(), json.get("aicc"));
        assertEquals(fit.bic(), json.get("bic"));
        assertEquals(Main.VERSION, json.get("version"));
        assertEquals("converged", object(json, "outcome").get("kind"));
        assertEquals(fit.outcome().message(), object(json, "outcome").get("message"));
        assertEquals(List.of(), object(json, "outcome").get("parameters"));
        assertNull(object(json, "outcome").get("direction"));
        for (int i = 0; i < 2; i++) {
            Estimate e = fit.parameters().get(i);
            Map<String, Object> p = objects(json, "parameters").get(i);
            assertEquals(
                    List.of(e.name(), e.value(), e.standardError(), e.lower(), e.upper(), e.fixed()),
                    List.copyOf(p.values()));
        }
        Map<String, Object> covariance = object(json, "covariance");
        assertEquals("observed", covariance.get("kind"));
        assertEquals(List.of("shape", "rate"), covariance.get("names"));
        assertEquals(
                List.of(
                        List.of(fit.covariance().get(0, 0), fit.covariance().get(0, 1)),
                        List.of(fit.covariance().get(1, 0), fit.covariance().get(1, 1))),
                covariance.get("matrix"));
        Map<String, Object> solver = object(json, "solver");
        assertEquals("newton", solver.get("name"));
        assertEquals((double) fit.work().iterations(), solver.get("iterations"));
        assertEquals((double) fit.work().evaluations(), solver.get("evaluations"));
        assertEquals(fit.work().decrement(), solver.get("decrement"));
        assertEquals(fit.work().gradientNorm(), solver.get("gradientNorm"));
        assertTrue((double) solver.get("seconds") > 0);
    }

    @Test
    void countsHaveAnEntropyBelowTheCrossEntropy() {
        Map<String, Object> fit = Cli.run("fit", "horse_kicks", "deaths", "--family", "poisson", "--json")
                .object();
        assertTrue((double) fit.get("entropy") < (double) fit.get("crossEntropy"));
    }

    @Test
    void aFixedParameterIsMarkedAndHasNoError() {
        Cli run = Cli.run("fit", "old_faithful", "waiting", "--fix", "sd=13", "--json");
        assertEquals(0, run.code());
        Map<String, Object> sd = objects(run.object(), "parameters").get(1);
        assertEquals(true, sd.get("fixed"));
        assertEquals(13.0, sd.get("estimate"));
        assertNull(sd.get("standardError"));
        List<?> matrix = (List<?>) object(run.object(), "covariance").get("matrix");
        assertNotNull(((List<?>) matrix.get(0)).get(0));
        assertNull(((List<?>) matrix.get(0)).get(1));
        assertNull(((List<?>) matrix.get(1)).get(1));
    }

    @Test
    void aMaximumOnTheBoundaryIsFoundAndInfinityIsNull() {
        Cli run = Cli.run(
                "fit",
                "rutherford_geiger",
                "count",
                "--weights",
                "frequency",
                "--family",
                "negative-binomial",
                "--json");
        assertEquals(0, run.code());
        assertEquals("boundary", object(run.object(), "outcome").get("kind"));
        assertEquals(List.of("size"), object(run.object(), "outcome").get("parameters"));
        Map<String, Object> size = objects(run.object(), "parameters").get(1);
        assertEquals("size", size.get("name"));
        assertNull(size.get("estimate"));
        assertNull(size.get("standardError"));
        assertNotNull(objects(run.object(), "parameters").get(0).get("standardError"));
    }

    @Test
    void severalFamiliesGiveAnArrayInTheOrderAsked() {
        List<Map<String, Object>> fits = Cli.run(
                        "fit", "old_faithful", "waiting", "--family", "weibull, gamma", "--json")
                .array();
        assertEquals(
                List.of("weibull", "gamma"),
                fits.stream().map(f -> f.get("family")).toList());
    }

    // ---- exit codes ----

    @Test
    void constantDataHaveNoMaximumAndNothingIsInvented() {
        Cli run = Cli.withInput("y\n2\n2\n2\n", "fit", "-", "y ~ 1", "--json");
        assertEquals(1, run.code());
        Map<String, Object> fit = run.object();
        assertEquals("unbounded", object(fit, "outcome").get("kind"));
        assertEquals(List.of("sd"), object(fit, "outcome").get("parameters"));
        assertEquals(Map.of("sd", -1.0), object(fit, "outcome").get("direction"));
        assertNull(fit.get("logLikelihood"));
        assertNull(objects(fit, "parameters").get(0).get("standardError"));
        assertEquals(1, Cli.withInput("y\n2\n2\n2\n", "fit", "-", "y").code());
    }

    @Test
    void oneFamilyWithoutAMaximumIsEnoughForCodeOne() {
        String data = "y\n2\n2\n2\n";
        assertEquals(
                0,
                Cli.withInput(data, "fit", "-", "y", "--family", "exponential").code());
        assertEquals(
                1,
                Cli.withInput(data, "fit", "-", "y", "--family", "exponential,normal")
                        .code());
    }

    // ---- what is fitted ----

    @Test
    void rowsOfSeveralColumns() {
        Map<String, Object> json = Cli.run(
                        "fit", "ducklings", "cbind(p1, p2, p3) ~ 1", "--family", "dirichlet", "--json")
                .object();
        assertEquals("cbind(p1, p2, p3) ~ 1", json.get("formula"));
        assertEquals(73.12499409093898, (double) json.get("logLikelihood"), 1e-10);
        List<Object> names =
                Cli.run("fit", "iris", "cbind(sepal_length, sepal_width)", "--family", "all", "--json").array().stream()
                        .map(f -> f.get("family"))
                        .toList();
        assertEquals(List.of("mvnormal", "mvstudent"), names);
        assertEquals(
                "mvnormal",
                Cli.run("fit", "iris", "cbind(sepal_length, sepal_width)", "--json")
                        .object()
                        .get("family"));
        String groups = Cli.run("fit", "iris", "cbind(sepal_length, sepal_width)", "--by", "species")
                .answered();
        assertTrue(groups.contains("columns x1 = sepal_length, x2 = sepal_width"), groups);
        String weighted = "a,b,n\n1,2,3\n4,0,1\n2,,5\n0,3,2\n";
        Map<String, Object> counts = Cli.withInput(
                        weighted, "fit", "-", "cbind(a, b)", "--family", "multinomial", "--weights", "n", "--json")
                .object();
        assertEquals(6.0, counts.get("n"));
        assertEquals(1.0, counts.get("missing"));
    }

    @Test
    void allTakesTheFamiliesWhoseSupportHoldsTheData() {
        List<Object> names = Cli.run("fit", "horse_kicks", "deaths", "--family", "all", "--json").array().stream()
                .map(f -> f.get("family"))
                .toList();
        EmpiricalDistribution data =
                EmpiricalDistribution.of(Datasets.load("horse_kicks").numeric("deaths"));
        List<Object> expected = new ArrayList<>();
        for (Family f : Families.all()) {
            boolean given = f.parameters().stream().filter(p -> p.known()).count() > 1;
            if (!given && f.support().contains(data.min()) && f.support().contains(data.max())) {
                expected.add(f.name());
            }
        }
        assertEquals(expected, names);
        assertFalse(names.contains("gamma"));
        assertTrue(names.contains("poisson"));
        String text = Cli.run("fit", "horse_kicks", "deaths", "--family", "all").out();
        assertTrue(text.contains("left out: ") && text.contains("gamma (needs x > 0)"), text);
    }

    @Test
    void aKnownParameterIsGivenByFix() {
        Map<String, Object> fit = Cli.run(
                        "fit", "horse_kicks", "deaths", "--family", "binomial", "--fix", "size=10", "--json")
                .object();
        assertEquals(0.07, (double) objects(fit, "parameters").get(1).get("estimate"), 1e-12); // mean 0.7 of 10
    }

    @Test
    void aDensityFromTextIsTheBuiltInFit() {
        for (String support : new String[] {"x > 0", "x real", ""}) {
            List<String> args = new ArrayList<>(List.of(
                    "fit", "old_faithful", "waiting", "--json", "--density", WEIBULL, "--parameters", "k>0, s>0"));
            if (!support.isEmpty()) {
                args.addAll(List.of("--support", support));
            }
            Cli run = Cli.run(args.toArray(String[]::new));
            Fit weibull =
                    Mle.fit(Families.weibull(), Datasets.load("old_faithful").numeric("waiting"));
            Map<String, Object> own = run.object();
            assertEquals(0, run.code());
            // two maxima found to 1e-9 nats: estimates agree to that over the curvature
            assertEquals(weibull.logLikelihood(), (double) own.get("logLikelihood"), 1e-8);
            for (int i = 0; i < 2; i++) {
                Estimate e = weibull.parameters().get(i);
                Map<String, Object> p = objects(own, "parameters").get(i);
                assertEquals(e.value(), (double) p.get("estimate"), 1e-8 * e.value());
                assertEquals(e.standardError(), (double) p.get("standardError"), 1e-8 * e.value());
            }
        }
    }

    @Test
    void theDataDecideTheSupportOfADensity() {
        String normal = "-log(s) - 0.5*log(2*pi) - 0.5*((x - m)/s)^2";
        Map<String, Object> fit = Cli.withInput(
                        "y\n-1\n0\n1\n", "fit", "-", "y", "--density", normal, "--parameters", "m, s>0", "--json")
                .object();
        assertEquals("converged", object(fit, "outcome").get("kind"));
        assertEquals(
                Math.sqrt(2.0 / 3), (double) objects(fit, "parameters").get(1).get("estimate"), 1e-9);
    }

    @Test
    void weightsAreFrequencies() {
        Map<String, Object> weighted = Cli.withInput(
                        "x,w\n1,2\n4,1\n9,0\n2,NA\n",
                        "fit",
                        "-",
                        "x",
                        "--family",
                        "exponential",
                        "--weights",
                        "w",
                        "--json")
                .object();
        assertEquals(3.0, weighted.get("n"));
        assertEquals(2.0, weighted.get("rows"));
        assertEquals(1.0, weighted.get("missing"));
        assertEquals(0.5, (double) objects(weighted, "parameters").get(0).get("estimate"), 1e-12);
    }

    @Test
    void solverStartAndLevelAreTaken() {
        Cli run = Cli.run(
                "fit",
                "old_faithful",
                "waiting",
                "--family",
                "gamma",
                "--solver",
                "lbfgs",
                "--start",
                "shape=2",
                "--start",
                "rate=0.1",
                "--level",
                "0.5",
                "--json");
        assertEquals("lbfgs", object(run.object(), "solver").get("name"));
        Map<String, Object> shape = objects(run.object(), "parameters").get(0);
        Map<String, Object> reference = objects(gammaJson(), "parameters").get(0);
        assertEquals((double) reference.get("estimate"), (double) shape.get("estimate"), 1e-6);
        assertTrue((double) shape.get("lower") > (double) reference.get("lower"));
    }

    // ---- where the data come from ----

    @Test
    void standardInputFileAndGzipGiveTheSameFit() throws IOException {
        String content = Files.readString(Path.of("datasets", "old_faithful.csv"));
        Path plain = Files.writeString(folder.resolve("geyser.csv"), content);
        Path gzip = folder.resolve("geyser.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        Object expected = gammaJson().get("parameters");
        for (Cli run : List.of(
                Cli.withInput(content, "fit", "-", "waiting", "--family", "gamma", "--json"),
                Cli.run("fit", plain.toString(), "waiting", "--family", "gamma", "--json"),
                Cli.run("fit", gzip.toString(), "waiting", "--family", "gamma", "--json"))) {
            assertEquals(expected, run.object().get("parameters"));
        }
        assertEquals(
                gzip.toString(),
                Cli.run("fit", gzip.toString(), "waiting", "--json").object().get("data"));
    }

    @Test
    void missingValuesAreLeftOutAndCounted() {
        Cli run = Cli.withInput("y,z\n1,a\nNA,a\n,a\n3,NA\n", "fit", "-", "y", "--json");
        assertEquals(2.0, run.object().get("n"));
        assertEquals(2.0, run.object().get("missing"));
        String text =
                Cli.withInput("y,z\n1,a\nNA,a\n,a\n3,NA\n", "fit", "-", "y").answered();
        assertTrue(text.contains("n = 2 (2 missing left out)"), text);
    }

    @Test
    void theTableNamesDataAndFormula() {
        String text = Cli.run("fit", "old_faithful", "waiting", "--family", "gamma,weibull")
                .answered();
        assertTrue(text.startsWith("old_faithful: waiting ~ 1\ngamma fit by maximum likelihood, n = 272\n"), text);
        assertTrue(text.contains("\n\nweibull fit by maximum likelihood"), text);
    }

    private static Map<String, Object> gammaJson() {
        return Cli.run("fit", "old_faithful", "waiting", "--family", "gamma", "--json")
                .object();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.get(name);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Map<String, Object> parent, String name) {
        return (List<Map<String, Object>>) parent.get(name);
    }
}
