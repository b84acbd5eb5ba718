using System.Collections.Immutable;
using Gail.Environments;
using Gail.Policies;

namespace Gail.Configuration;

/// <summary>What one option makes a run take of memory.</summary>
/// <param name="Option">The option's path, as in "policy.hidden".</param>
/// <param name="Bytes">About how much, and not more than what the run takes.</param>
/// <param name="LongestArray">The elements of the longest array; none can have more than <see cref="Array.MaxLength"/>.</param>
public readonly record struct MemoryNeed(string Option, double Bytes, double LongestArray);

/// <summary>
/// The memory that a run takes at least, from its options alone and before any of it is taken: absurd sizes can so be
/// refused by name. Counted is what grows with an option: parameters with their optimiser's vectors, the rows of a
/// batch with what is computed of each, environments side by side. Demonstrations are not.
/// </summary>
public static class MemoryEstimate
{
    // Parameters before and after an update, the optimiser's vectors beside them.
    private const double NaturalGradientBytes = (2 * sizeof(float)) + (4 * sizeof(double));
    private const double AdamBytes = (6 * sizeof(float)) + sizeof(float);

    // Steps, rewards; the signal's rewards, values, advantages in double and single precision, value targets.
    private const double NumbersPerRow = sizeof(long) + (5 * sizeof(double)) + sizeof(float);

    /// <summary>What each option that decides about memory makes a run take.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">The run's options.</param>
    public static ImmutableArray<MemoryNeed> Of(EnvironmentSpec environment, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        var observation = environment.Observation.Width;
        var action = environment.Action.EncodedWidth;
        var cloning = options.Method == Method.BehaviorCloning;
        var policy = Network(
            "policy.hidden",
            observation,
            options.Policy.Hidden,
            action,
            cloning ? AdamBytes : NaturalGradientBytes
        );
        if (cloning)
        {
            return [policy, Minibatch("cloning.batchSize", options.Cloning.BatchSize, observation + action)];
        }
        var value = Network(
            "value.hidden",
            observation + 1,
            options.Value.Hidden,
            outputs: 1,
            options.Value.Fit == ValueFit.Adam ? AdamBytes : NaturalGradientBytes
        );
        ImmutableArray<MemoryNeed> common =
        [
            policy,
            value,
            .. Collecting(Rows(environment, options.Rollout), Lanes(environment, options.Rollout.NumEnvs)),
        ];
        return options.Method == Method.Gail
            ?
            [
                .. common,
                Network(
                    "discriminator.hidden",
                    observation + action,
                    options.Discriminator.Hidden,
                    outputs: 1,
                    AdamBytes
                ),
                Minibatch("discriminator.batchSize", options.Discriminator.BatchSize, 2 * (observation + action)),
            ]
            : common;
    }

    private static MemoryNeed Network(
        string option,
        double inputs,
        ImmutableArray<int> hidden,
        double outputs,
        double bytes
    )
    {
        var parameters = 0.0;
        foreach (var width in hidden)
        {
            parameters += (inputs + 1) * width;
            inputs = width;
        }
        parameters += (inputs + 1) * outputs;
        return new MemoryNeed(option, parameters * bytes, parameters);
    }

    private static MemoryNeed Rows(EnvironmentSpec environment, RolloutOptions rollout)
    {
        // Every environment takes at least one step.
        var rows = Math.Max((double)rollout.Steps, rollout.NumEnvs);
        var (observation, action) = (environment.Observation.Width, environment.Action);
        // The action, the parameters it was drawn with, and as networks take it.
        var floats = observation + action.Width + (2 * action.EncodedWidth);
        return new MemoryNeed(
            rollout.NumEnvs > rollout.Steps ? "rollout.numEnvs" : "rollout.steps",
            rows * ((floats * sizeof(float)) + NumbersPerRow),
            rows * Math.Max(observation, action.EncodedWidth)
        );
    }

    private static MemoryNeed Lanes(EnvironmentSpec environment, double lanes) =>
        // States before and after a step, what is seen in both.
        new(
            "rollout.numEnvs",
            2 * lanes * ((environment.StateWidth * sizeof(double)) + (environment.Observation.Width * sizeof(float))),
            lanes * Math.Max(environment.StateWidth, environment.Observation.Width)
        );

    /// <summary>One need for each option.</summary>
    private static ImmutableArray<MemoryNeed> Collecting(MemoryNeed rows, MemoryNeed lanes) =>
        rows.Option == lanes.Option
            ? [new MemoryNeed(rows.Option, rows.Bytes + lanes.Bytes, Math.Max(rows.LongestArray, lanes.LongestArray))]
            : [rows, lanes];

    private static MemoryNeed Minibatch(string option, double rows, double floats) =>
        new(option, rows * floats * sizeof(float), rows * floats);
}
