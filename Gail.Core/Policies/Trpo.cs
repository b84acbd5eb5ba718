using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Optimizers;
using static Gail.Graphs.Expr;

namespace Gail.Policies;

/// <summary>
/// Trust region policy optimisation (Schulman et al. 2015, eq. 14): increases
/// mean(p(a|s) / p_old(a|s) A) within mean KL(p_old || p) of the limit, by one natural-gradient step.
/// </summary>
public sealed class Trpo : IPolicyOptimizer
{
    private readonly PolicyNetwork _network;
    private readonly TrustRegionOptions _options;
    private readonly GraphTrustRegion _graphs;
    private readonly Graph _entropy;

    /// <summary>TRPO for a policy architecture.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="options">The trust region.</param>
    public Trpo(PolicyNetwork network, TrustRegionOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        _network = network;
        _options = options;
        var family = network.Family;
        var old = Input("old_distribution", family.ParameterWidth);
        var actions = Input("actions", family.EncodedWidth);
        var advantages = Input("advantages", 1);
        var now = network.Distribution;
        var ratio = Exp(family.LogProbability(now, actions) - family.LogProbability(old, actions));
        _graphs = new GraphTrustRegion(
            network.Parameters,
            MeanRows(ratio * advantages),
            MeanRows(family.KullbackLeibler(old, now)),
            now,
            tangent => family.FisherProduct(now, tangent)
        );
        _entropy = new Graph(new GraphOutput("entropy", MeanRows(family.Entropy(old))));
    }

    /// <inheritdoc/>
    public StateTree Init(StateTree policy) => UpdateCount.Init(_options, policy);

    /// <inheritdoc/>
    public PolicyUpdate Update(Executor executor, StateTree policy, PolicyBatch batch, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(batch);
        var rows = batch.Observations.Rows;
        using var observations = _network.RentStandardized(executor, policy, batch.Observations);
        using var fisherRows = FisherRows.Draw(executor, _options, rows, key);
        using var problem = _graphs.At(
            executor,
            policy.Child("parameters"),
            rows,
            fisherRows,
            new("observations", observations.Memory),
            new("actions", batch.Actions),
            new("old_distribution", batch.Distribution.Memory),
            new("advantages", batch.Advantages)
        );
        var (step, parameters) = problem.Step(UpdateCount.Now(_options, policy));
        return new PolicyUpdate(
            UpdateCount.Next(_options, policy).With("parameters", parameters),
            [
                new Metric("policy_improvement", step.Improvement),
                new Metric("policy_kl", step.Kl),
                new Metric("policy_backtracks", step.Backtracks),
                new Metric("policy_accepted", step.Accepted ? 1 : 0),
                new Metric("policy_entropy", Entropy(executor, batch.Distribution)),
            ]
        );
    }

    private float Entropy(Executor executor, NdArray<float> distribution)
    {
        using var graph = new PreparedGraph(executor, _entropy);
        using var entropy = executor.Rent<float>(1);
        graph.SetBatch("old_distribution", distribution.Memory, distribution.Rows);
        graph.SetOutput(0, entropy.Memory);
        graph.Bind();
        graph.Run(distribution.Rows);
        return entropy.Span[0];
    }
}
