using Gail.Environments;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>The spread of demonstrated actions, for <see cref="ActionSpread.Demonstrations"/>.</summary>
internal static class DemonstratedSpread
{
    // An action that never varies must still be free to.
    private const double LeastDeviation = 0.01;

    /// <summary>log max(0.01, standard deviation) of every continuous column.</summary>
    /// <param name="space">The action space of the columns.</param>
    /// <param name="actions">[N, action width], N at least 1.</param>
    internal static float[] LogStandardDeviations(ActionSpace space, NdArray<float> actions)
    {
        var moments = NormalizationStatistics.None(actions.Columns).Update(actions);
        return
        [
            .. Continuous(space, 0)
                .Select(column => (float)Math.Log(Math.Max(LeastDeviation, moments.StandardDeviation(column)))),
        ];
    }

    private static IEnumerable<int> Continuous(ActionSpace space, int start)
    {
        switch (space)
        {
            case BoxSpace box:
                return Enumerable.Range(start, box.Width);
            case ProductSpace product:
                var columns = new List<int>();
                foreach (var part in product.Parts)
                {
                    columns.AddRange(Continuous(part, start));
                    start += part.Width;
                }
                return columns;
            default:
                return [];
        }
    }
}
