using Gail.Core.Tests.Execution;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Optimizers;

public sealed class OptimizerLoopTests
{
    private static readonly Mlp Network = new(3, [20, 20], 1, Activation.Tanh);

    // No constant: in a debug build a span of constants is an allocation of the caller's.
    private static int Rows => 600;

    [Fact]
    public void Steps_allocate_nothing()
    {
        using var descent = Begin(new Executor(threads: 1));
        Assert.Equal(0, Allocations.PerCall(() => descent.Step(Rows)));
    }

    [Fact]
    public void Steps_are_those_of_Adam_on_the_gradient()
    {
        using var descent = Begin(Executor.SingleThreaded);
        var (loss, parameters, feed) = Problem();
        var state = Adam.Init(parameters);
        for (var step = 0; step < 5; step++)
        {
            descent.Step(600);
            var result = Executor.SingleThreaded.Run(loss.Graph, feed.With("parameters", parameters));
            Assert.Equal(result.Scalar("loss"), descent.Loss);
            var gradient = StateTree.FromLeaves(
                parameters.Leaves.Select(leaf => new StateLeaf(leaf.Path, result[$"gradient/{leaf.Path}"]))
            );
            var update = Adam.Update(new AdamOptions(), state, parameters, gradient);
            (parameters, state) = (update.Parameters, update.State);
        }
        Assert.Equal(parameters, descent.Publish().Parameters);
        Assert.Equal(state, descent.Publish().State);
    }

    private static OptimizerLoop Begin(Executor executor)
    {
        var (loss, parameters, feed) = Problem();
        var descent = new OptimizerLoop(executor, new AdamOptions(), parameters, Adam.Init(parameters), loss);
        descent.Set("x", feed.Find("x")!.Memory);
        descent.Set("y", feed.Find("y")!.Memory);
        return descent;
    }

    private static (LossGraph Loss, StateTree Parameters, Feed<float> Feed) Problem()
    {
        var parameters = Network.Parameters("parameters");
        var output = Network.Apply(parameters, Input("x", 3));
        var loss = new LossGraph(MeanRows(Square(output - Input("y", 1))), parameters);
        var key = RandomKey.FromSeed(2);
        float[] Draw(int count, int purpose) =>
            [.. Enumerable.Range(0, count).Select(i => (float)key.Fold(purpose).Normal((ulong)i))];
        var feed = Feed<float>
            .Empty.With("x", NdArray.Matrix<float>(600, 3, Draw(1800, 0)))
            .With("y", NdArray.Matrix<float>(600, 1, Draw(600, 1)));
        return (loss, Network.Initialize(key.Fold(7)), feed);
    }
}
