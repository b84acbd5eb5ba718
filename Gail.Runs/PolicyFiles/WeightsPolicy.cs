using Gail.Distributions;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.Experts;

namespace Gail.Runs.PolicyFiles;

/// <summary>One of the paper's expert policies, ready to act in an environment.</summary>
public sealed class WeightsPolicy : IPolicy
{
    private readonly ExpertWeights _weights;

    /// <summary>A policy of weights read from a file.</summary>
    /// <param name="source">The name for messages: that of the file.</param>
    /// <exception cref="RunException">The weights do not fit the environment's spaces.</exception>
    public WeightsPolicy(ExpertWeights weights, EnvironmentSpec environment, string source)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(environment);
        _weights = weights;
        Action = environment.Action;
        ObservationWidth = environment.Observation.Width;
        if (weights.ObservationWidth != ObservationWidth)
        {
            throw new RunException(
                source,
                $"the expert takes {weights.ObservationWidth} observation values but {environment.Id} gives {ObservationWidth}."
            );
        }
        if (
            Action is ProductSpace
            || weights.IsDiscrete != (Action is DiscreteSpace)
            || weights.OutputWidth != Action.EncodedWidth
        )
        {
            var kind = weights.IsDiscrete ? "discrete choices" : "continuous actions";
            throw new RunException(
                source,
                $"the expert gives {weights.OutputWidth} {kind} but {environment.Id} takes {Action}."
            );
        }
    }

    /// <inheritdoc/>
    public int ObservationWidth { get; }

    /// <inheritdoc/>
    public ActionSpace Action { get; }

    /// <inheritdoc/>
    public int RecurrentWidth => 0;

    /// <inheritdoc/>
    public int DistributionWidth => ActionDistribution.For(Action).ParameterWidth;

    /// <inheritdoc/>
    public void Act(
        Executor executor,
        ReadOnlySpan<float> observations,
        Span<float> recurrent,
        ReadOnlySpan<RandomKey> keys,
        ActionMode choice,
        Span<float> actions,
        Memory<float> distribution
    )
    {
        var family = ActionDistribution.For(Action);
        for (var row = 0; row < keys.Length; row++)
        {
            var parameters = distribution.Span.Slice(row * family.ParameterWidth, family.ParameterWidth);
            Parameters(observations.Slice(row * ObservationWidth, ObservationWidth), parameters);
            var action = actions.Slice(row * family.ActionWidth, family.ActionWidth);
            if (choice == ActionMode.Stochastic)
            {
                family.Sample(parameters, keys[row], action);
            }
            else
            {
                family.Mode(parameters, action);
            }
        }
    }

    /// <summary>[mean, log standard deviation] of a Gaussian, log-probabilities of a softmax.</summary>
    private void Parameters(ReadOnlySpan<float> observation, Span<float> parameters)
    {
        var wide = new double[observation.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = observation[i];
        }
        var output = _weights.Forward(wide);
        var normalizer = _weights.IsDiscrete
            ? output.Max() + Math.Log(output.Sum(logit => Math.Exp(logit - output.Max())))
            : 0;
        for (var i = 0; i < output.Length; i++)
        {
            parameters[i] = (float)(output[i] - normalizer);
        }
        for (var i = 0; _weights.LogStandardDeviation is { } logStd && i < logStd.Length; i++)
        {
            parameters[output.Length + i] = (float)logStd[i];
        }
    }
}
