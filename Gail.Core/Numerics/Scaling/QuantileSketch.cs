namespace Gail.Numerics.Scaling;

/// <summary>
/// Quantiles of values seen once. Exact up to <see cref="ExactValues"/> values; of more, a quantile's rank is off by at
/// most <see cref="RankError"/>: below 0.04 % of the count for a million values, below 0.1 % for a thousand million.
/// </summary>
/// <remarks>
/// <para>
/// A deterministic compacting sketch (Manku, Rajagopalan and Lindsay 1998; the compactors of Karnin, Lang and Liberty
/// 2016 without chance): values wait in level 0. A full level is sorted, every other value goes up to the next, where it
/// counts twice, and the rest is dropped; which half stays alternates. Compacting level h moves no rank by more than
/// 2^h, and a level of <see cref="Block"/> values is compacted count / (Block 2^h) times: so each of the
/// log2(count / Block) levels costs count / Block ranks. The sum is counted as it arises.
/// </para>
/// <para>Memory: <see cref="ExactValues"/> floats, then Block floats for each level. Not for several threads.</para>
/// </remarks>
internal sealed class QuantileSketch
{
    /// <summary>The most values of which nothing is dropped.</summary>
    internal const int ExactValues = 100_000;

    /// <summary>The values at which a level is compacted once there were more.</summary>
    internal const int Block = 16_384;

    private readonly List<List<float>> _levels =
    [
        [],
    ];
    private readonly List<bool> _keepsUpper = [false];

    /// <summary>The values seen.</summary>
    internal long Count { get; private set; }

    /// <summary>The most ranks that a quantile can be off; 0 while quantiles are exact.</summary>
    internal long RankError { get; private set; }

    /// <summary>The values held.</summary>
    internal int Held => _levels.Sum(level => level.Count);

    private bool IsExact => _levels.Count == 1 && Count <= ExactValues;

    /// <summary>Sees a value.</summary>
    /// <param name="value">Not NaN.</param>
    internal void Add(float value)
    {
        _levels[0].Add(value);
        Count++;
        if (!IsExact && _levels[0].Count >= Block)
        {
            Compact();
        }
    }

    /// <summary>Sees what another sketch has seen; that one stays as it is. Rank errors add up.</summary>
    internal void Merge(QuantileSketch other)
    {
        while (_levels.Count < other._levels.Count)
        {
            AddLevel();
        }
        for (var level = 0; level < other._levels.Count; level++)
        {
            _levels[level].AddRange(other._levels[level]);
        }
        Count += other.Count;
        RankError += other.RankError;
        if (!IsExact)
        {
            Compact();
        }
    }

    /// <summary>
    /// The values at the ranks share (count - 1), counted from 0; between two ranks interpolated, as numpy.quantile does.
    /// </summary>
    /// <param name="shares">Each from 0 to 1.</param>
    /// <exception cref="InvalidOperationException">There are no values.</exception>
    internal double[] Quantiles(params ReadOnlySpan<double> shares)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("There are no quantiles of no values.");
        }
        var weighted = _levels
            .SelectMany((level, height) => level.Select(value => (Value: value, Weight: 1L << height)))
            .OrderBy(entry => entry.Value)
            .ToArray();
        var quantiles = new double[shares.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            var rank = shares[i] * (Count - 1);
            var below = (long)rank;
            var low = At(weighted, below);
            var high = At(weighted, below + 1);
            quantiles[i] = low + ((high - low) * (rank - below));
        }
        return quantiles;
    }

    private static double At((float Value, long Weight)[] weighted, long rank)
    {
        foreach (var (value, weight) in weighted)
        {
            rank -= weight;
            if (rank < 0)
            {
                return value;
            }
        }
        return weighted[^1].Value;
    }

    private void Compact()
    {
        for (var level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Count >= Block)
            {
                Compact(level);
            }
        }
    }

    private void Compact(int level)
    {
        if (level + 1 == _levels.Count)
        {
            AddLevel();
        }
        var values = _levels[level];
        values.Sort();
        for (var i = _keepsUpper[level] ? 1 : 0; i < values.Count - (values.Count % 2); i += 2)
        {
            _levels[level + 1].Add(values[i]);
        }
        // One of an odd number stays, so that the weights still add up to the count.
        values.RemoveRange(0, values.Count - (values.Count % 2));
        _keepsUpper[level] = !_keepsUpper[level];
        RankError += 1L << level;
    }

    private void AddLevel()
    {
        _levels.Add([]);
        _keepsUpper.Add(false);
    }
}
