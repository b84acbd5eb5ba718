using Gail.Core.Tests.Graphs;
using Gail.Environments;
using Gail.Numerics;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rewards;

/// <summary>Discriminators of each kind of action, and pairs for them.</summary>
internal static class DiscriminatorSamples
{
    internal const int PolicyRows = 6;

    internal static readonly RandomKey Key = RandomKey.FromSeed(8);

    internal static readonly Dictionary<string, ActionSpace> Spaces = new()
    {
        ["discrete"] = new DiscreteSpace(3),
        ["box"] = BoxSpace.Uniform(2, -1, 1),
        ["hybrid"] = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -1, 1)]),
    };

    public static TheoryData<string> Names => [.. Spaces.Keys];

    internal static Discriminator Make(string name, DiscriminatorOptions options) =>
        new(
            new EnvironmentSpec
            {
                Id = "Test",
                Observation = ObservationSpace.Unbounded(2),
                Action = Spaces[name],
                StateWidth = 1,
                StepLimit = 10,
                Termination = TerminationMeaning.Failure,
            },
            options
        );

    internal static Transitions Pairs(string name, int seed, int count)
    {
        var key = RandomKey.FromSeed(seed);
        var space = Spaces[name];
        var actions = new List<float>();
        for (var row = 0; row < count; row++)
        {
            var own = key.Fold(row);
            foreach (var part in space is ProductSpace product ? product.Parts : [space])
            {
                actions.AddRange(
                    part is DiscreteSpace discrete
                        ? [own.Below(99, discrete.Count)]
                        : Enumerable.Range(0, part.Width).Select(i => (float)own.Normal((ulong)i))
                );
            }
        }
        return new Transitions(
            Matrices.ToSingle(Matrices.Random(key, count, 2, -1, 3)),
            NdArray.Matrix<float>(count, space.Width, actions.ToArray())
        );
    }

    internal static Transitions Shifted(Transitions pairs, float by) =>
        pairs with
        {
            Observations = NdArray.Matrix<float>(
                pairs.Count,
                2,
                pairs.Observations.Values.Select(value => value + by).ToArray()
            ),
        };

    internal static NdArray<float> Inputs(string name, Transitions pairs) =>
        name == "discrete"
            ? pairs.Observations
            : Rows.Beside(pairs.Observations, Spaces[name].EncodeRows(pairs.RequiredActions));

    internal static StateTree Randomized(StateTree state) =>
        state.With(
            "parameters",
            StateTree.FromLeaves(
                state
                    .Child("parameters")
                    .Leaves.Select(
                        (leaf, i) =>
                            leaf with
                            {
                                Value = Matrices.ToSingle(
                                    Matrices.Random(Key.Fold(i), leaf.Value.Rows, leaf.Value.Columns)
                                ),
                            }
                    )
            )
        );

    internal static double Metric(RewardUpdate update, string name) =>
        update.Metrics.Single(metric => metric.Name == name).Value;
}
