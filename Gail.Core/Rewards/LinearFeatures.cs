using Gail.Environments;
using Gail.Rollouts;

namespace Gail.Rewards;

/// <summary>
/// The features f(s, a) of a <see cref="LinearRewardModel"/>. With standardised observation s and action a:
/// [s, a, (c s)^2, (c a)^2, 1]; for discrete actions [s, (c s)^2] in the block of the action chosen, zeros in the other
/// blocks, and 1.
/// </summary>
/// <param name="environment">Whose spaces the pairs belong to.</param>
/// <param name="squareScale">c.</param>
internal sealed class LinearFeatures(EnvironmentSpec environment, double squareScale)
{
    private readonly DiscriminatorInputs _inputs = new(environment);
    private readonly int _blocks = environment.Action is DiscreteSpace discrete ? discrete.Count : 1;

    /// <summary>The columns that are standardised: those of s, or of s and a.</summary>
    internal int InputWidth => _inputs.InputWidth;

    /// <summary>The number of features, F.</summary>
    internal int Width => (2 * InputWidth * _blocks) + 1;

    /// <summary>Writes the columns that are standardised, as they are.</summary>
    /// <param name="inputs">[N, InputWidth].</param>
    internal void GatherInputs(Transitions pairs, Span<float> inputs)
    {
        Span<int> row = stackalloc int[1];
        for (row[0] = 0; row[0] < pairs.Count; row[0]++)
        {
            _inputs.GatherInputs(pairs, row, inputs[(row[0] * InputWidth)..]);
        }
    }

    /// <summary>The mean features, mean f(s, a) [F].</summary>
    /// <param name="inputs">Standardised inputs [N, InputWidth].</param>
    /// <param name="pairs">The pairs they belong to, at least one.</param>
    internal double[] Expectation(ReadOnlySpan<float> inputs, Transitions pairs)
    {
        var mean = new double[Width];
        for (var row = 0; row < pairs.Count; row++)
        {
            var input = inputs.Slice(row * InputWidth, InputWidth);
            var values = mean.AsSpan(BlockStart(pairs, row), 2 * InputWidth);
            var squares = values[InputWidth..];
            for (var i = 0; i < input.Length; i++)
            {
                values[i] += input[i];
                squares[i] += Square(input[i]);
            }
        }
        mean[^1] = pairs.Count;
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] /= pairs.Count;
        }
        return mean;
    }

    /// <summary>Writes the weighted features of each pair, w · f(s, a).</summary>
    /// <param name="weights">w [F].</param>
    /// <param name="inputs">Standardised inputs [N, InputWidth].</param>
    /// <param name="pairs">The pairs they belong to.</param>
    /// <param name="sums">[N].</param>
    internal void Weigh(ReadOnlySpan<double> weights, ReadOnlySpan<float> inputs, Transitions pairs, Span<double> sums)
    {
        for (var row = 0; row < sums.Length; row++)
        {
            var input = inputs.Slice(row * InputWidth, InputWidth);
            var values = weights.Slice(BlockStart(pairs, row), 2 * InputWidth);
            var squares = values[InputWidth..];
            var sum = weights[^1];
            for (var i = 0; i < input.Length; i++)
            {
                sum += (values[i] * input[i]) + (squares[i] * Square(input[i]));
            }
            sums[row] = sum;
        }
    }

    private double Square(double input) => squareScale * input * (squareScale * input);

    private int BlockStart(Transitions pairs, int row) =>
        _inputs.ActionsSelect ? (int)pairs.RequiredActions[row] * 2 * InputWidth : 0;
}
