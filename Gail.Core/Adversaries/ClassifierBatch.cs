using Gail.Numerics;
using Gail.Optimizers;

namespace Gail.Adversaries;

/// <summary>
/// The rows of one minibatch of a <see cref="Classifier"/>, in private buffers that a <see cref="Descent"/> reads:
/// policy rows first, expert rows after, and mixtures of both where there is a gradient penalty.
/// </summary>
internal sealed class ClassifierBatch
{
    private readonly RunningMoments.AffineMap _standardize;
    private readonly EncodedPairs _policy;
    private readonly EncodedPairs _expert;
    private readonly int _policyRows;
    private readonly int _expertRows;
    private readonly float[] _inputs;
    private readonly float[] _choices;
    private readonly float[] _mixedInputs;
    private readonly float[] _mixedChoices;

    /// <param name="descent">What reads the buffers.</param>
    /// <param name="standardize">What the network's inputs go through.</param>
    /// <param name="policy">All pairs of the policy.</param>
    /// <param name="expert">All pairs of the expert.</param>
    /// <param name="policyRows">How many of them a minibatch has.</param>
    /// <param name="expertRows">And of these.</param>
    internal ClassifierBatch(
        Descent descent,
        RunningMoments.AffineMap standardize,
        EncodedPairs policy,
        EncodedPairs expert,
        int policyRows,
        int expertRows
    )
    {
        _standardize = standardize;
        _policy = policy;
        _expert = expert;
        _policyRows = policyRows;
        _expertRows = expertRows;
        var inputWidth = policy.Inputs.Columns;
        var choiceWidth = policy.Choices?.Columns ?? 0;
        _inputs = new float[Rows * inputWidth];
        _choices = new float[Rows * choiceWidth];
        _mixedInputs = new float[MixedRows * inputWidth];
        _mixedChoices = new float[MixedRows * choiceWidth];
        // Each class weighs 1 in total.
        var labels = new float[Rows];
        Array.Fill(labels, 1f, policyRows, expertRows);
        var weights = new float[Rows];
        Array.Fill(weights, 1f / policyRows, 0, policyRows);
        Array.Fill(weights, 1f / expertRows, policyRows, expertRows);
        descent.Set("inputs", _inputs);
        descent.Set("choices", _choices);
        descent.Set("mixed_inputs", _mixedInputs);
        descent.Set("mixed_choices", _mixedChoices);
        descent.Set("labels", labels);
        descent.Set("weights", weights);
    }

    /// <summary>The rows of both classes.</summary>
    internal int Rows => _policyRows + _expertRows;

    /// <summary>Mixtures: as many as there are pairs of one row from each class.</summary>
    internal int MixedRows => Math.Min(_policyRows, _expertRows);

    /// <summary>Puts the rows named into the buffers.</summary>
    internal void Fill(ReadOnlySpan<int> policyRows, ReadOnlySpan<int> expertRows)
    {
        Gather(_policy.Inputs, _expert.Inputs, policyRows, expertRows, _inputs);
        _standardize.Apply(_inputs, _inputs);
        if (_policy.Choices is not null)
        {
            Gather(_policy.Choices, _expert.Choices!, policyRows, expertRows, _choices);
        }
    }

    /// <summary>Mixes rows of one class with rows of the other, each pair at a uniformly random share.</summary>
    internal void Mix(RandomKey key)
    {
        for (var row = 0; row < MixedRows; row++)
        {
            var share = (float)key.Uniform((ulong)row);
            Mix(_inputs, _mixedInputs, row, share);
            Mix(_choices, _mixedChoices, row, share);
        }
    }

    private void Mix(float[] both, float[] mixed, int row, float share)
    {
        var columns = both.Length / Rows;
        var policy = both.AsSpan(row * columns, columns);
        var expert = both.AsSpan((_policyRows + row) * columns, columns);
        var result = mixed.AsSpan(row * columns, columns);
        for (var column = 0; column < columns; column++)
        {
            result[column] = (share * expert[column]) + ((1 - share) * policy[column]);
        }
    }

    private static void Gather(
        NdArray<float> policy,
        NdArray<float> expert,
        ReadOnlySpan<int> policyRows,
        ReadOnlySpan<int> expertRows,
        Span<float> into
    )
    {
        Numerics.Rows.Gather(policy, policyRows, into);
        Numerics.Rows.Gather(expert, expertRows, into[(policyRows.Length * policy.Columns)..]);
    }
}

/// <summary>Pairs as the classifier's network sees them, but for standardising.</summary>
/// <param name="Inputs">Raw rows [N, inputs].</param>
/// <param name="Choices">Which logit counts, one-hot [N, actions]; null where there is one logit.</param>
internal sealed record EncodedPairs(NdArray<float> Inputs, NdArray<float>? Choices);
