using Gail.Numerics;

namespace Gail.Data.Views.Clusters;

/// <summary>
/// A uniform sample of rows seen once (Vitter 1985, algorithm R): row i replaces a random one of the first i + 1 places
/// if that is within the sample. The same rows in the same order give the same sample, however they come in batches.
/// </summary>
/// <param name="width">The values of a row.</param>
/// <param name="capacity">The most rows kept; all of fewer.</param>
/// <param name="key">The source of randomness; row i uses draw i.</param>
internal sealed class RowReservoir(int width, int capacity, RandomKey key)
{
    private readonly List<float[]> _rows = [];
    private long _seen;

    /// <summary>The rows kept, [n, width].</summary>
    public NdArray<float> Sample => NdArray.Matrix<float>(_rows.Count, width, [.. _rows.SelectMany(row => row)]);

    /// <summary>Offers rows one after the other.</summary>
    public void Add(NdArray<float> rows)
    {
        for (var row = 0; row < rows.Rows; row++, _seen++)
        {
            if (_rows.Count < capacity)
            {
                _rows.Add(rows.Row(row).ToArray());
                continue;
            }
            var place = (long)(key.Uniform((ulong)_seen) * (_seen + 1));
            if (place < capacity)
            {
                rows.Row(row).CopyTo(_rows[(int)place]);
            }
        }
    }
}
