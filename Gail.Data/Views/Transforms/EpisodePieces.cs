using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <summary>Neighbouring rows of one episode.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Episode">The number of the episode.</param>
/// <param name="IsFirst">Whether the episode begins with them.</param>
/// <param name="IsLast">Whether the episode is over after them.</param>
internal sealed record EpisodePiece(ViewBatch Rows, long Episode, bool IsFirst, bool IsLast);

/// <summary>
/// A view's rows cut where episodes begin. A piece is given out once the next one is known, so that it can say whether
/// it is its episode's last: one piece is held back at a time.
/// </summary>
internal static class EpisodePieces
{
    /// <summary>The pieces in order.</summary>
    /// <param name="view">The view.</param>
    /// <param name="columns">The columns; the episode is added.</param>
    /// <param name="leastFirst">
    /// The rows that the first piece of an episode has at least, unless the episode is shorter: then it is all of it.
    /// </param>
    public static IEnumerable<EpisodePiece> Read(
        DemonstrationView view,
        IEnumerable<string> columns,
        int leastFirst = 1
    )
    {
        var held = new List<ViewBatch>();
        var (rows, isFirst, current) = (0, true, 0L);
        EpisodePiece Held(bool isLast) => new(BatchRows.Stack(held), current, isFirst, isLast);
        foreach (var batch in view.Read([.. columns.Union([ColumnNames.Episode])]))
        {
            var episodes = batch.Get<long>(ColumnNames.Episode);
            for (var (begin, end) = (0, 0); begin < batch.Rows; begin = end)
            {
                end = RunEnd(episodes, begin);
                var goesOn = held.Count > 0 && episodes[begin] == current;
                if (held.Count > 0 && !(goesOn && isFirst && rows < leastFirst))
                {
                    yield return Held(isLast: !goesOn);
                    held.Clear();
                    rows = 0;
                    isFirst = !goesOn;
                }
                held.Add(batch.Slice(begin, end - begin));
                rows += end - begin;
                current = episodes[begin];
            }
        }
        if (held.Count > 0)
        {
            yield return Held(isLast: true);
        }
    }

    private static int RunEnd(NdArray<long> episodes, int begin)
    {
        var rest = episodes.Span[begin..];
        var length = rest.IndexOfAnyExcept(rest[0]);
        return length < 0 ? episodes.Length : begin + length;
    }
}
