using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Rewards;

/// <summary>
/// Apprenticeship learning with a linear reward r(s, a) = w · f(s, a): the adversary chooses, within a set W, the
/// weights under which the expert is most ahead of the policy, max over w in W of w · (mu_E - mu) where mu is the mean
/// of the features f (Ho and Ermon 2016, section 4; by policy gradients Ho, Gupta and Ermon 2016). Its state is a tree
/// with moments/, expert (mu_E), weights and bound.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="LinearRule.FeatureMatching"/>, FEM (Abbeel and Ng 2004): W is the L2 ball, so w = (mu_E - mu) /
/// |mu_E - mu|. <see cref="LinearRule.GameTheoretic"/>, GTAL (Syed and Schapire 2007): W is the simplex over the 2 F
/// features [f, -f], so all weight lies on the one by which the policy falls furthest short of the expert. Until the
/// first update w is drawn at random from these sets.
/// </para>
/// <para>
/// The features are those of the authors' code: with standardised observation s and action a [s, a, (c s)^2, (c a)^2, 1];
/// for discrete actions [s, (c s)^2] in the block of the action chosen, zeros in the other blocks, and 1. As there,
/// inputs are standardised by the moments of the demonstrations, which never change, rewards are divided by the number
/// of features (F, or 2 F), and then shifted to one side of zero by the <c>bound</c>: the greatest reward seen so far,
/// and never below 0, is taken off where rewards should not be positive; the least, and never above 0, where they should
/// not be negative. What was seen are all batches so far, under the weights of their time, and the batch in question.
/// </para>
/// </remarks>
public sealed class LinearRewardModel : IRewardModel
{
    // As in the authors' code: keeps the direction of equal expectations from being 0/0.
    private const double Epsilon = 1e-8;

    private readonly LinearRule _rule;
    private readonly LinearFeatures _features;
    private readonly RewardForm _side;
    private readonly double _inputClip;

    /// <summary>An adversary for an environment's spaces.</summary>
    /// <param name="rule">The set of weights.</param>
    /// <param name="options">Features and the side of zero.</param>
    public LinearRewardModel(EnvironmentSpec environment, LinearRule rule, LinearOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        _rule = rule;
        _inputClip = options.InputClip;
        _features = new LinearFeatures(environment, options.SquareScale);
        _side = RewardForms.Resolve(options.Reward, environment);
    }

    /// <inheritdoc/>
    public TransitionColumns Requires => TransitionColumns.Actions;

    // F, or with the negatives 2 F.
    private int FeatureCount => _rule == LinearRule.GameTheoretic ? 2 * _features.Width : _features.Width;

    /// <inheritdoc/>
    public StateTree Init(Transitions expert, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(expert);
        var inputs = new float[expert.Count * _features.InputWidth];
        _features.GatherInputs(expert, inputs);
        var moments = NormalizationStatistics.None(_features.InputWidth).Update(inputs);
        moments.Standardizing(_inputClip).Apply(inputs, inputs);
        return StateTree
            .Empty.With("moments", moments.ToTree())
            .With("expert", NdArray.Vector<double>(_features.Expectation(inputs, expert)))
            .With("weights", NdArray.Vector<double>(RandomWeights(key)))
            .With("bound", NdArray.Scalar(0.0));
    }

    /// <inheritdoc/>
    public RewardUpdate Update(
        Executor executor,
        StateTree state,
        Transitions expert,
        Transitions policy,
        IActionDensity current,
        RandomKey key
    )
    {
        RewardArguments.RequireUpdate(executor, state, expert, policy);
        using var inputs = RentStandardized(executor, state, policy);
        using var rewards = executor.Rent<double>(policy.Count);
        var gap = Gap(state, inputs, policy);
        var weights = Worst(gap);
        var bound = Bound(state);
        // The batch counts under both weights: the policy was rewarded under the old, the value function is fitted under
        // the new.
        Weigh(state.Get<double>("weights").Span, inputs, policy, rewards);
        bound = Extended(bound, rewards);
        Weigh(weights, inputs, policy, rewards);
        bound = Extended(bound, rewards);
        return new RewardUpdate(
            state.With("weights", NdArray.Vector<double>(weights)).With("bound", NdArray.Scalar(bound)),
            [new Metric("feature_distance", Distance(gap))]
        );
    }

    /// <inheritdoc/>
    /// <remarks>Of a batch: the bound depends on all of its pairs.</remarks>
    public void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards)
    {
        RewardArguments.RequireRewards(executor, state, transitions, rewards);
        using var inputs = RentStandardized(executor, state, transitions);
        Weigh(state.Get<double>("weights").Span, inputs, transitions, rewards);
        var bound = Extended(Bound(state), rewards);
        foreach (ref var reward in rewards)
        {
            reward -= bound;
        }
    }

    private PooledBuffer<float> RentStandardized(Executor executor, StateTree state, Transitions pairs)
    {
        var inputs = executor.Rent<float>(pairs.Count * _features.InputWidth);
        _features.GatherInputs(pairs, inputs);
        NormalizationStatistics.FromTree(state.Child("moments")).Standardizing(_inputClip).Apply(inputs, inputs);
        return inputs;
    }

    /// <summary>w · f(s, a) / number of features.</summary>
    private void Weigh(
        ReadOnlySpan<double> weights,
        ReadOnlySpan<float> inputs,
        Transitions pairs,
        Span<double> rewards
    )
    {
        _features.Weigh(weights, inputs, pairs, rewards);
        foreach (ref var reward in rewards)
        {
            reward /= FeatureCount;
        }
    }

    private static double Bound(StateTree state) => state.Get<double>("bound")[0];

    /// <summary>The bound once these rewards are seen.</summary>
    private double Extended(double bound, ReadOnlySpan<double> rewards)
    {
        foreach (var reward in rewards)
        {
            bound = _side switch
            {
                RewardForm.NonPositive => Math.Max(bound, reward),
                RewardForm.NonNegative => Math.Min(bound, reward),
                _ => 0,
            };
        }
        return bound;
    }

    /// <summary>mu_E - mu.</summary>
    private double[] Gap(StateTree state, ReadOnlySpan<float> inputs, Transitions policy)
    {
        var gap = _features.Expectation(inputs, policy);
        var expert = state.Get<double>("expert").Span;
        for (var i = 0; i < gap.Length; i++)
        {
            gap[i] = expert[i] - gap[i];
        }
        return gap;
    }

    /// <summary>The greatest w · gap over W.</summary>
    private double Distance(double[] gap) =>
        _rule == LinearRule.GameTheoretic
            ? gap.Max(Math.Abs)
            : Math.Sqrt(gap.Sum(difference => difference * difference));

    /// <summary>The w in W of the greatest w · gap.</summary>
    private double[] Worst(double[] gap)
    {
        if (_rule == LinearRule.GameTheoretic)
        {
            // A weight of -1 is a weight of 1 on the feature's negative; of equals the first of [f, -f].
            var (most, least) = (gap.Max(), gap.Min());
            return most >= -least ? OneWeight(Array.IndexOf(gap, most), 1) : OneWeight(Array.IndexOf(gap, least), -1);
        }
        var scale = 1 / (Distance(gap) + Epsilon);
        return Array.ConvertAll(gap, difference => difference * scale);
    }

    private double[] RandomWeights(RandomKey key)
    {
        if (_rule == LinearRule.GameTheoretic)
        {
            var feature = key.Below(0, FeatureCount);
            return OneWeight(feature % _features.Width, feature < _features.Width ? 1 : -1);
        }
        return Worst([.. Enumerable.Range(0, _features.Width).Select(i => key.Normal((ulong)i))]);
    }

    private double[] OneWeight(int feature, double weight)
    {
        var weights = new double[_features.Width];
        weights[feature] = weight;
        return weights;
    }
}
