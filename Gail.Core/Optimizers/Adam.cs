using Gail.Numerics;
using Gail.OptionRules;

namespace Gail.Optimizers;

/// <summary>The settings of <see cref="Adam"/>.</summary>
[OptionRecord]
public sealed partial record AdamOptions
{
    /// <summary>The step size, above 0.</summary>
    [Option("Adam's step size", Range = "(0, inf)")]
    public partial double LearningRate { get; init; } = 1e-3;

    /// <summary>The decay of the mean of gradients, in [0, 1).</summary>
    [Option("Adam's decay of the mean of gradients", Range = "[0, 1)")]
    public partial double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the mean of squared gradients, in [0, 1).</summary>
    [Option("Adam's decay of the mean of squared gradients", Range = "[0, 1)")]
    public partial double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the squared gradients' mean.</summary>
    [Option("added to the root of the squared gradients' mean", Range = "(0, inf)")]
    public partial double Epsilon { get; init; } = 1e-8;
}

/// <summary>
/// Adam (Kingma and Ba 2015) in the form of the end of their section 2, as in the paper's code:
/// m' = b1 m + (1 - b1) g; v' = b2 v + (1 - b2) g^2;
/// p' = p - a sqrt(1 - b2^t) / (1 - b1^t) m' / (sqrt(v') + eps).
/// </summary>
public static class Adam
{
    /// <summary>The state before the first step: zero moments, step 0.</summary>
    /// <param name="parameters">A tree of float arrays.</param>
    public static StateTree Init(StateTree parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var zeros = StateTree.FromLeaves(
            parameters.Leaves.Select(leaf => new StateLeaf(leaf.Path, NdArray.Zeros<float>(leaf.Value.Shape)))
        );
        return StateTree.Empty.With("step", NdArray.Scalar(0L)).With("mean", zeros).With("square", zeros);
    }

    /// <summary>One step against a gradient.</summary>
    /// <param name="state">The state of <see cref="Init"/> or of an earlier step.</param>
    /// <param name="parameters">The parameters before the step.</param>
    /// <param name="gradient">The loss's gradient: a tree of the same names and shapes.</param>
    public static AdamUpdate Update(AdamOptions options, StateTree state, StateTree parameters, StateTree gradient)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradient);
        var step = state.Get<long>("step")[0] + 1;
        var kernel = new AdamKernel(options, options.LearningRate, step);
        var means = new List<StateLeaf>();
        var squares = new List<StateLeaf>();
        var updated = new List<StateLeaf>();
        foreach (var leaf in parameters.Leaves)
        {
            var value = ((NdArray<float>)leaf.Value).Span.ToArray();
            var mean = state.Get<float>($"mean/{leaf.Path}").Span.ToArray();
            var square = state.Get<float>($"square/{leaf.Path}").Span.ToArray();
            kernel.Apply(gradient.Get<float>(leaf.Path).Span, value, mean, square);
            means.Add(new StateLeaf(leaf.Path, NdArray<float>.Own(leaf.Value.Shape, mean)));
            squares.Add(new StateLeaf(leaf.Path, NdArray<float>.Own(leaf.Value.Shape, square)));
            updated.Add(new StateLeaf(leaf.Path, NdArray<float>.Own(leaf.Value.Shape, value)));
        }
        return new AdamUpdate(
            StateTree
                .Empty.With("step", NdArray.Scalar(step))
                .With("mean", StateTree.FromLeaves(means))
                .With("square", StateTree.FromLeaves(squares)),
            StateTree.FromLeaves(updated)
        );
    }
}

/// <summary>The result of a step of <see cref="Adam"/>.</summary>
/// <param name="State">The moments after the step.</param>
/// <param name="Parameters">The parameters after the step.</param>
public sealed record AdamUpdate(StateTree State, StateTree Parameters);
