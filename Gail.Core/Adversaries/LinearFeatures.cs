using Gail.Environments;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Adversaries;

/// <summary>
/// The features f(s, a) that linear rewards weigh, those of Ho and Ermon (2016) and their code. With standardised
/// observation s and action a: [s, a, (c s)^2, (c a)^2, 1]; for discrete actions [s, (c s)^2] in the block of the action
/// chosen, zeros in the other blocks, and 1.
/// </summary>
/// <param name="environment">Whose spaces the pairs belong to.</param>
/// <param name="squareScale">c.</param>
public sealed class LinearFeatures(EnvironmentSpec environment, double squareScale)
{
    private readonly bool _actionsSelect = environment.Action is DiscreteSpace;
    private readonly int _blocks = environment.Action is DiscreteSpace discrete ? discrete.Count : 1;

    /// <summary>The columns that are standardised: those of s, or of s and a.</summary>
    public int InputWidth { get; } =
        environment.Observation.Width + (environment.Action is DiscreteSpace ? 0 : environment.Action.EncodedWidth);

    /// <summary>The number of features, F.</summary>
    public int Width => (2 * InputWidth * _blocks) + 1;

    /// <summary>The columns that moments are taken of [N, InputWidth].</summary>
    /// <param name="pairs">The pairs.</param>
    public NdArray<float> Inputs(Transitions pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return _actionsSelect
            ? pairs.Observations
            : Rows.Beside(pairs.Observations, Transitions.Encode(environment.Action, pairs.Actions));
    }

    /// <summary>The mean features of pairs, mean f(s, a).</summary>
    /// <param name="moments">What standardises the inputs.</param>
    /// <param name="pairs">At least one.</param>
    /// <returns>[F].</returns>
    public double[] Expectation(RunningMoments moments, Transitions pairs)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var inputs = moments.Standardize(Inputs(pairs));
        var mean = new double[Width];
        for (var row = 0; row < inputs.Rows; row++)
        {
            var input = inputs.Row(row);
            var values = mean.AsSpan(BlockStart(pairs, row), 2 * input.Length);
            var squares = values[input.Length..];
            for (var i = 0; i < input.Length; i++)
            {
                values[i] += input[i];
                squares[i] += Square(input[i]);
            }
        }
        mean[^1] = inputs.Rows;
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] /= inputs.Rows;
        }
        return mean;
    }

    /// <summary>The weighted features of each pair, w · f(s, a).</summary>
    /// <param name="weights">w [F].</param>
    /// <param name="moments">What standardises the inputs.</param>
    /// <param name="pairs">The pairs.</param>
    /// <returns>[N].</returns>
    public double[] Weigh(ReadOnlySpan<double> weights, RunningMoments moments, Transitions pairs)
    {
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, Width, nameof(weights));
        var inputs = moments.Standardize(Inputs(pairs));
        var sums = new double[inputs.Rows];
        for (var row = 0; row < sums.Length; row++)
        {
            var input = inputs.Row(row);
            var values = weights.Slice(BlockStart(pairs, row), 2 * input.Length);
            var squares = values[input.Length..];
            var sum = weights[^1];
            for (var i = 0; i < input.Length; i++)
            {
                sum += (values[i] * input[i]) + (squares[i] * Square(input[i]));
            }
            sums[row] = sum;
        }
        return sums;
    }

    private double Square(double input) => squareScale * input * (squareScale * input);

    private int BlockStart(Transitions pairs, int row) => _actionsSelect ? (int)pairs.Actions[row] * 2 * InputWidth : 0;
}
