using System.Collections.Immutable;
using Gail.Environments;
using Gail.Policies;

namespace Gail.Configuration;

/// <summary>The memory that a run needs because of one option.</summary>
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

    // Steps, rewards; the reward model's, values, advantages in double and single precision, value targets.
    private const double NumbersPerRow = sizeof(long) + (5 * sizeof(double)) + sizeof(float);

    /// <summary>The memory that a run needs because of each option that decides about it.</summary>
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
            Rows(environment, options.Rollout.Steps),
            Environments(environment, options.Rollout.NumEnvs),
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

    private static MemoryNeed Rows(EnvironmentSpec environment, double steps)
    {
        var (observation, action) = (environment.Observation.Width, environment.Action);
        // The action, the parameters it was drawn with, and as networks take it.
        var floats = observation + action.Width + (2 * action.EncodedWidth);
        return new MemoryNeed(
            "rollout.steps",
            steps * ((floats * sizeof(float)) + NumbersPerRow),
            steps * Math.Max(observation, action.EncodedWidth)
        );
    }

    private static MemoryNeed Environments(EnvironmentSpec environment, double count) =>
        // States before and after a step, what is seen in both.
        new(
            "rollout.numEnvs",
            2 * count * ((environment.StateWidth * sizeof(double)) + (environment.Observation.Width * sizeof(float))),
            count * Math.Max(environment.StateWidth, environment.Observation.Width)
        );

    private static MemoryNeed Minibatch(string option, double rows, double floats) =>
        new(option, rows * floats * sizeof(float), rows * floats);
}
