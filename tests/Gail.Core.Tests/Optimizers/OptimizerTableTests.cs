using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;

namespace Gail.Core.Tests.Optimizers;

/// <summary>Every optimiser finds the best point of the same badly scaled quadratic; a new one gets a row here.</summary>
public sealed class OptimizerTableTests
{
    private static readonly double[] Best = [1, -2, 0.5];

    private static readonly Quadratic Start = new(
        [0, 0, 0],
        Best,
        Quadratic.Diagonal(1, 10, 0.1),
        Quadratic.Diagonal(1, 10, 0.1)
    );

    private static readonly Dictionary<
        string,
        (int Steps, double Within, Func<Quadratic, StateTree, Step> Take)
    > Table = new()
    {
        ["Adam"] = (
            2_000,
            1e-3,
            (at, state) =>
            {
                var point = Tree(at.Start.ToArray());
                var update = Adam.Update(
                    new AdamOptions { LearningRate = 0.02 },
                    state.IsEmpty ? Adam.Init(point) : state,
                    point,
                    Tree([.. at.Gradient.ToArray().Select(g => -g)])
                );
                return new Step(ParameterVector.Flatten(update.Parameters), update.State);
            }
        ),
        ["trust region"] = (
            60,
            1e-2,
            (at, state) =>
                new Step(OnArrays.Step(new TrustRegionOptions { MaxKl = 0.05, Damping = 0 }, at).Point, state)
        ),
        ["conjugate gradient"] = (
            1,
            1e-8,
            (at, state) =>
                new Step(
                    [
                        .. at
                            .Start.ToArray()
                            .Zip(OnArrays.Solve(at.Fisher, at.Gradient.ToArray(), 3, 1e-12), (x, dx) => x + dx),
                    ],
                    state
                )
        ),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_the_best_point(string name)
    {
        var (steps, within, take) = Table[name];
        var (at, state) = (Start, StateTree.Empty);
        for (var i = 0; i < steps; i++)
        {
            var step = take(at, state);
            (at, state) = (at.From(step.Point), step.State);
        }
        Assert.All(Quadratic.Minus(at.Start.ToArray(), Best), error => Assert.InRange(error, -within, within));
    }

    private static StateTree Tree(double[] values) =>
        StateTree.Empty.With(
            "x",
            NdArray.Matrix<float>(1, values.Length, Array.ConvertAll(values, value => (float)value))
        );

    private sealed record Step(double[] Point, StateTree State);
}
