using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Rollouts;

namespace Gail.Rewards;

/// <summary>
/// The rows of one minibatch of a <see cref="Discriminator"/>, in private buffers that a <see cref="OptimizerLoop"/> reads:
/// policy rows first, expert rows after, and mixtures of both where there is a gradient penalty.
/// </summary>
internal sealed class DiscriminatorBatch : IDisposable
{
    private readonly DiscriminatorInputs _layout;
    private readonly NormalizationStatistics.AffineMap _standardize;
    private readonly int _policyRows;
    private readonly int _expertRows;
    private readonly PooledBuffer<float> _inputs;
    private readonly PooledBuffer<float> _choices;
    private readonly PooledBuffer<float> _mixedInputs;
    private readonly PooledBuffer<float> _mixedChoices;
    private readonly PooledBuffer<float> _mixedLabels;
    private readonly PooledBuffer<float> _labels;
    private readonly PooledBuffer<float> _weights;

    /// <param name="executor">The executor that lends the buffers.</param>
    /// <param name="descent">The loop that reads them.</param>
    /// <param name="layout">The layout of a row.</param>
    /// <param name="standardize">The standardisation of the network's inputs.</param>
    /// <param name="policyRows">The number of the policy's pairs in a minibatch.</param>
    /// <param name="expertRows">And of the expert.</param>
    internal DiscriminatorBatch(
        Executor executor,
        OptimizerLoop descent,
        DiscriminatorInputs layout,
        NormalizationStatistics.AffineMap standardize,
        int policyRows,
        int expertRows
    )
    {
        _layout = layout;
        _standardize = standardize;
        _policyRows = policyRows;
        _expertRows = expertRows;
        _inputs = executor.Rent<float>(Rows * layout.InputWidth);
        _choices = executor.Rent<float>(Rows * layout.ChoiceWidth);
        _mixedInputs = executor.Rent<float>(MixedRows * layout.InputWidth);
        _mixedChoices = executor.Rent<float>(MixedRows * layout.ChoiceWidth);
        _mixedLabels = executor.Rent<float>(MixedRows);
        _labels = executor.Rent<float>(Rows);
        _labels.Span[..policyRows].Clear();
        _labels.Span[policyRows..].Fill(1);
        // Each class weighs 1 in total.
        _weights = executor.Rent<float>(Rows);
        _weights.Span[..policyRows].Fill(1f / policyRows);
        _weights.Span[policyRows..].Fill(1f / expertRows);
        descent.Set("inputs", _inputs.Memory);
        descent.Set("choices", _choices.Memory);
        descent.Set("mixed_inputs", _mixedInputs.Memory);
        descent.Set("mixed_choices", _mixedChoices.Memory);
        descent.Set("mixed_labels", _mixedLabels.Memory);
        descent.Set("labels", _labels.Memory);
        descent.Set("weights", _weights.Memory);
    }

    /// <summary>The rows of both classes.</summary>
    internal int Rows => _policyRows + _expertRows;

    /// <summary>Mixtures: as many as there are pairs of one row from each class.</summary>
    internal int MixedRows => Math.Min(_policyRows, _expertRows);

    /// <summary>Puts pairs of the policy into the buffers, those named by row number.</summary>
    internal void FillPolicy(Transitions pairs, ReadOnlySpan<int> rows) => Fill(pairs, rows, 0);

    /// <summary>Puts pairs of the expert into the buffers, those named by row number.</summary>
    internal void FillExpert(Transitions pairs, ReadOnlySpan<int> rows) => Fill(pairs, rows, _policyRows);

    /// <summary>Mixes rows of one class with rows of the other, each pair at a uniformly random share.</summary>
    internal void Mix(RandomKey key)
    {
        for (var row = 0; row < MixedRows; row++)
        {
            var share = (float)key.Uniform((ulong)row);
            _mixedLabels.Span[row] = share;
            Mix(_inputs, _mixedInputs, _layout.InputWidth, row, share);
            Mix(_choices, _mixedChoices, _layout.ChoiceWidth, row, share);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weights.Dispose();
        _labels.Dispose();
        _mixedLabels.Dispose();
        _mixedChoices.Dispose();
        _mixedInputs.Dispose();
        _choices.Dispose();
        _inputs.Dispose();
    }

    private void Fill(Transitions pairs, ReadOnlySpan<int> rows, int first)
    {
        var inputs = _inputs.Span.Slice(first * _layout.InputWidth, rows.Length * _layout.InputWidth);
        _layout.GatherInputs(pairs, rows, inputs);
        _standardize.Apply(inputs, inputs);
        _layout.GatherChoices(pairs, rows, _choices.Span[(first * _layout.ChoiceWidth)..]);
    }

    private void Mix(ReadOnlySpan<float> both, Span<float> mixed, int columns, int row, float share)
    {
        var policy = both.Slice(row * columns, columns);
        var expert = both.Slice((_policyRows + row) * columns, columns);
        var result = mixed.Slice(row * columns, columns);
        for (var column = 0; column < columns; column++)
        {
            result[column] = (share * expert[column]) + ((1 - share) * policy[column]);
        }
    }
}
