using Gail.Numerics;
using Gail.Optimizers;

namespace Gail.Core.Tests.Optimizers;

public sealed class AdamTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(-3)]
    [InlineData(0.01)]
    public void The_first_step_has_the_length_of_the_learning_rate(double gradient)
    {
        var update = Run(new AdamOptions { LearningRate = 0.1 }, 2, [gradient]);
        // Both bias corrections cancel: a g / (|g| + eps').
        Assert.Equal(2 - (0.1 * Math.Sign(gradient)), update.Parameters.Get<float>("x")[0], 5e-5);
    }

    [Fact]
    public void Two_steps_worked_by_hand()
    {
        var update = Run(
            new AdamOptions
            {
                LearningRate = 0.1,
                Beta1 = 0.5,
                Beta2 = 0.75,
            },
            1,
            [2, -1]
        );

        // Step 1: m = 1, v = 1, corrected 2 and 4: 1 - 0.1 * 2 / 2 = 0.9.
        // Step 2: m = 0.5 - 0.5 = 0, so nothing moves; v = 0.75 + 0.25 = 1.
        Assert.Equal(0.9, update.Parameters.Get<float>("x")[0], 1e-6);
        Assert.Equal(0, update.State.Get<float>("mean/x")[0], 1e-7);
        Assert.Equal(1, update.State.Get<float>("square/x")[0], 1e-6);
        Assert.Equal(2, update.State.Get<long>("step")[0]);
    }

    [Fact]
    public void Epsilon_stands_beside_the_uncorrected_root()
    {
        var options = new AdamOptions
        {
            LearningRate = 1,
            Beta1 = 0.5,
            Beta2 = 0.75,
            Epsilon = 1,
        };

        // m = 1, v = 1: 1 * sqrt(0.25) / 0.5 * 1 / (1 + 1) = 0.5; with epsilon beside the corrected root 2 / 3.
        Assert.Equal(-0.5, Run(options, 0, [2]).Parameters.Get<float>("x")[0], 1e-6);
    }

    [Fact]
    public void Arrays_do_not_mix_and_inputs_stay_as_they_were()
    {
        var parameters = StateTree
            .Empty.With("a/w", NdArray.Matrix<float>(1, 2, [1, 2]))
            .With("b", NdArray.Matrix<float>(1, 1, [3]));
        var gradient = StateTree
            .Empty.With("b", NdArray.Matrix<float>(1, 1, [-1]))
            .With("a/w", NdArray.Matrix<float>(1, 2, [0, 1]));
        var state = Adam.Init(parameters);
        var before = (state.GetHashCode(), parameters.GetHashCode(), gradient.GetHashCode());

        var update = Adam.Update(new AdamOptions { LearningRate = 0.5 }, state, parameters, gradient);

        Assert.Equal([1, 1.5, 3.5], Flat(update.Parameters), (x, y) => Math.Abs(x - y) < 1e-5);
        Assert.Equal(["a/w", "b"], update.Parameters.Leaves.Select(leaf => leaf.Path));
        Assert.Equal(before, (state.GetHashCode(), parameters.GetHashCode(), gradient.GetHashCode()));
        Assert.Equal(state.ToString(), update.State.ToString());
    }

    private static double[] Flat(StateTree tree) => Gail.Networks.ParameterVector.Flatten(tree);

    private static AdamUpdate Run(AdamOptions options, double start, double[] gradients)
    {
        var parameters = StateTree.Empty.With("x", NdArray.Matrix<float>(1, 1, [(float)start]));
        return gradients.Aggregate(
            new AdamUpdate(Adam.Init(parameters), parameters),
            (known, g) =>
                Adam.Update(
                    options,
                    known.State,
                    known.Parameters,
                    StateTree.Empty.With("x", NdArray.Matrix<float>(1, 1, [(float)g]))
                )
        );
    }

    [Fact]
    public void A_gradient_of_another_size_is_refused()
    {
        var parameters = StateTree.Empty.With("x", NdArray.Zeros<float>(new Shape(1, 16)));
        var gradient = StateTree.Empty.With("x", NdArray.Zeros<float>(new Shape(1, 32)));
        var refused = Assert.Throws<ArgumentException>(() =>
            Adam.Update(new AdamOptions(), Adam.Init(parameters), parameters, gradient)
        );
        Assert.Contains("32, 16, 16 and 16", refused.Message, StringComparison.Ordinal);
    }
}
