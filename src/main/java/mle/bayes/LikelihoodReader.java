package mle.bayes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import mle.data.Suggestion;
import mle.family.Domain;
import mle.family.Parameter;
import mle.fit.LogLikelihood;

/** Reads priors of the unknowns of a likelihood, and of further unknowns that those priors name. */
final class LikelihoodReader {
    private final LogLikelihood likelihood;
    private final Scope scope = new Scope();
    private final Densities densities = new Densities(scope);
    private final List<Statement> statements = new ArrayList<>();
    private final List<Block> ofLikelihood = new ArrayList<>();
    private final Map<Statement, List<Block>> priors = new LinkedHashMap<>();

    LikelihoodReader(LogLikelihood likelihood) {
        this.likelihood = likelihood;
    }

    /** The posterior; an unknown of the likelihood without a prior has a flat one. */
    Posterior read(List<String> texts) {
        texts.forEach(text -> statements.add(Statement.parse(text)));
        for (Parameter unknown : likelihood.unknowns()) {
            addOfLikelihood(unknown);
        }
        for (Statement s : statements) {
            if (!priors.containsKey(s)) {
                addFurther(s);
            }
        }
        List<Term> terms = new ArrayList<>();
        List<Parameter> unknowns =
                ofLikelihood.stream().flatMap(b -> b.unknowns().stream()).toList();
        terms.addAll(LikelihoodTerms.of(likelihood, unknowns));
        priors.forEach((s, blocks) -> {
            Map<Domain, List<Block>> byDomain = new LinkedHashMap<>();
            blocks.forEach(b ->
                    byDomain.computeIfAbsent(b.domain(), d -> new ArrayList<>()).add(b));
            byDomain.values().forEach(same -> terms.add(densities.prior(s, same)));
        });
        List<String> flat = ofLikelihood.stream()
                .filter(b -> priors.values().stream().noneMatch(of -> of.contains(b)))
                .map(Block::name)
                .toList();
        return new Posterior(scope.unknowns(), terms, flat);
    }

    private void addOfLikelihood(Parameter unknown) {
        Domain domain = unknown.domain();
        for (Statement s : statements) {
            if (s.index().isEmpty() && pattern(s.left()).matcher(unknown.name()).matches()) {
                domain = narrowed(s, unknown, domain);
                priors.computeIfAbsent(s, key -> new ArrayList<>())
                        .add(Block.single(Parameter.of(unknown.name(), domain), scope.size()));
            }
        }
        Block block = Block.single(Parameter.of(unknown.name(), domain), scope.size());
        if (priors.values().stream().filter(of -> of.contains(block)).count() > 1) {
            throw new IllegalArgumentException("model: '" + unknown.name() + "' has two priors, one is needed");
        }
        scope.add(block);
        ofLikelihood.add(block);
    }

    /** A name in which stars stand for anything. */
    private static Pattern pattern(String left) {
        StringBuilder regex = new StringBuilder();
        for (String part : left.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }

    private static Domain narrowed(Statement s, Parameter unknown, Domain domain) {
        Domain prior = s.domain();
        if (domain.contains(prior)) {
            return prior;
        }
        throw s.wrong(unknown + " is needed, " + s.call().family().name() + " has "
                + s.call().family().support()
                + "; a prior such as half-normal(...) or truncated(...) has no mass elsewhere");
    }

    private void addFurther(Statement s) {
        boolean named = statements.stream()
                .anyMatch(other -> other.call().arguments().stream().anyMatch(a -> a.contains(s.left())));
        if (!named) {
            List<String> names =
                    likelihood.unknowns().stream().map(Parameter::name).toList();
            throw s.wrong("no unknown '" + s.left() + "'"
                    + Suggestion.didYouMean(s.left(), names, ", expected one of " + String.join(", ", names)));
        }
        Block block = Block.single(Parameter.of(s.left(), s.domain()), scope.size());
        scope.add(block);
        priors.put(s, List.of(block));
    }
}
