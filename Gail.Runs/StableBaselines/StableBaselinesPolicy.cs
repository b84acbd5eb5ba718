using System.Collections.Immutable;
using Gail.Distributions;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Runs.StableBaselines;

/// <summary>
/// A policy of Stable-Baselines3, ready to act in an environment as its <c>predict</c> does: actions of boxes are within
/// the bounds.
/// </summary>
/// <remarks>
/// With state-dependent exploration (gSDE) drawn actions have the same distribution at every step, but its noise, which
/// Stable-Baselines3 keeps for some steps, is drawn anew.
/// </remarks>
public sealed class StableBaselinesPolicy : IPolicy
{
    private const double MeanLimit = 2;
    private const double LeastLogStd = -20;
    private const double MostLogStd = 2;
    private const double SdeEpsilon = 1e-6;

    private readonly StableBaselinesModel _model;
    private readonly VecNormalizeStatistics? _statistics;
    private readonly Func<double, double> _activate;
    private readonly ImmutableArray<float> _low;
    private readonly ImmutableArray<float> _high;

    /// <summary>A policy of a model read from a file.</summary>
    /// <param name="environment">Where it acts.</param>
    /// <param name="statistics">What observations are standardised by; null for nothing.</param>
    /// <param name="source">What the messages call it: the file's name.</param>
    /// <exception cref="RunException">The model does not fit the environment's spaces.</exception>
    public StableBaselinesPolicy(
        StableBaselinesModel model,
        EnvironmentSpec environment,
        VecNormalizeStatistics? statistics,
        string source
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(environment);
        (_model, _statistics) = (model, statistics);
        Action = environment.Action;
        ObservationWidth = environment.Observation.Width;
        _activate = HiddenActivation.ByName[model.Activation];
        Check(environment, source);
        if (Action is BoxSpace box)
        {
            (_low, _high) =
                model.Bounds is { } bounds && bounds.Low.Length == box.Width && bounds.High.Length == box.Width
                    ? bounds
                    : (box.Low, box.High);
            if (model.Kind != PolicyKind.Gaussian && !_low.Concat(_high).All(float.IsFinite))
            {
                throw new RunException(
                    source,
                    $"the model squashes actions into bounds, but {environment.Id} has none."
                );
            }
        }
    }

    /// <inheritdoc/>
    public int ObservationWidth { get; }

    /// <inheritdoc/>
    public ActionSpace Action { get; }

    /// <inheritdoc/>
    public int RecurrentWidth => 0;

    /// <inheritdoc/>
    public int DistributionWidth => 0;

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
        for (var row = 0; row < keys.Length; row++)
        {
            Act(
                observations.Slice(row * ObservationWidth, ObservationWidth),
                choice == ActionMode.Stochastic ? keys[row] : null,
                actions.Slice(row * Action.Width, Action.Width)
            );
        }
    }

    private void Act(ReadOnlySpan<float> observation, RandomKey? key, Span<float> action)
    {
        var hidden = new double[observation.Length];
        for (var i = 0; i < hidden.Length; i++)
        {
            hidden[i] = observation[i];
        }
        _statistics?.Apply(hidden);
        foreach (var layer in _model.Hidden)
        {
            hidden = Array.ConvertAll(layer.Apply(hidden), value => _activate(value));
        }
        var output = _model.Output.Apply(hidden);
        switch (_model.Kind)
        {
            case PolicyKind.Categorical:
                Choose(LogProbabilities(output), key, action);
                break;
            case PolicyKind.Greedy:
                Choose(Greedy(output, key is null ? 0 : _model.ExplorationRate), key, action);
                break;
            default:
                Continuous(output, hidden, key, action);
                break;
        }
    }

    private void Choose(float[] parameters, RandomKey? key, Span<float> action)
    {
        var family = ActionDistribution.For(Action);
        if (key is { } drawn)
        {
            family.Sample(parameters, drawn, action);
        }
        else
        {
            family.Mode(parameters, action);
        }
    }

    private void Continuous(double[] mean, double[] hidden, RandomKey? key, Span<float> action)
    {
        var deviation = key is null || _model.Kind == PolicyKind.SquashedDeterministic ? null : Deviations(hidden);
        for (var i = 0; i < mean.Length; i++)
        {
            var value = _model.ClipsMean ? Math.Clamp(mean[i], -MeanLimit, MeanLimit) : mean[i];
            if (deviation is not null)
            {
                value += deviation[i] * key!.Value.Normal((ulong)i);
            }
            action[i] = (float)(
                _model.Kind == PolicyKind.Gaussian
                    ? Math.Clamp(value, _low[i], _high[i])
                    : _low[i] + (0.5 * (Math.Tanh(value) + 1) * ((double)_high[i] - _low[i]))
            );
        }
    }

    private double[] Deviations(double[] hidden)
    {
        if (_model.LogStandardDeviationLayer is { } layer)
        {
            return Array.ConvertAll(layer.Apply(hidden), log => Math.Exp(Math.Clamp(log, LeastLogStd, MostLogStd)));
        }
        var logs = _model.LogStandardDeviation!;
        if (logs.Shape.Rank == 1)
        {
            return [.. logs.Values.Select(Math.Exp)];
        }
        // gSDE (Raffin and others 2021): the noise is a product of the hidden layer and a random matrix.
        var deviations = new double[logs.Shape[1]];
        for (var j = 0; j < deviations.Length; j++)
        {
            var variance = SdeEpsilon;
            for (var i = 0; i < hidden.Length; i++)
            {
                variance += Math.Pow(hidden[i] * Expanded(logs[i, j]), 2);
            }
            deviations[j] = Math.Sqrt(variance);
        }
        return deviations;
    }

    private double Expanded(double log) =>
        _model.UsesExpln && log > 0 ? Math.Log(1 + log + SdeEpsilon) + 1 : Math.Exp(log);

    /// <summary>Logits as log-probabilities, of each choice by itself.</summary>
    private float[] LogProbabilities(double[] logits)
    {
        var parameters = new float[logits.Length];
        var start = 0;
        foreach (var count in Choices(Action))
        {
            var own = logits.AsSpan(start, count).ToArray();
            var most = own.Max();
            var normalizer = most + Math.Log(own.Sum(logit => Math.Exp(logit - most)));
            for (var i = 0; i < count; i++)
            {
                parameters[start + i] = (float)(own[i] - normalizer);
            }
            start += count;
        }
        return parameters;
    }

    private static float[] Greedy(double[] values, double explored)
    {
        var best = Array.IndexOf(values, values.Max());
        return
        [
            .. values.Select((_, i) => (float)Math.Log((explored / values.Length) + (i == best ? 1 - explored : 0))),
        ];
    }

    /// <summary>The numbers of choices of a space that is made of choices alone; empty for others.</summary>
    private static ImmutableArray<int> Choices(ActionSpace space) =>
        space switch
        {
            DiscreteSpace discrete => [discrete.Count],
            ProductSpace product when product.Parts.All(part => part is DiscreteSpace) =>
            [
                .. product.Parts.Select(part => ((DiscreteSpace)part).Count),
            ],
            _ => [],
        };

    private void Check(EnvironmentSpec environment, string source)
    {
        if (_model.ObservationWidth != ObservationWidth)
        {
            throw new RunException(
                source,
                $"the model takes {_model.ObservationWidth} observation values but {environment.Id} gives {ObservationWidth}; another version of an environment may give others."
            );
        }
        if (_statistics is not null && _statistics.ObservationWidth != ObservationWidth)
        {
            throw new RunException(
                source,
                $"the statistics of VecNormalize are of {_statistics.ObservationWidth} observation values but {environment.Id} gives {ObservationWidth}."
            );
        }
        var choices = Choices(Action);
        var fits = _model.Kind switch
        {
            PolicyKind.Categorical => choices.Length > 0 && choices.Sum() == _model.OutputWidth,
            PolicyKind.Greedy => choices is [var count] && count == _model.OutputWidth,
            _ => Action is BoxSpace && Action.Width == _model.OutputWidth,
        };
        if (!fits)
        {
            var kind = _model.Kind is PolicyKind.Categorical or PolicyKind.Greedy
                ? "discrete choices"
                : "continuous actions";
            throw new RunException(
                source,
                $"the model gives {_model.OutputWidth} {kind} but {environment.Id} takes {Action}."
            );
        }
    }
}
