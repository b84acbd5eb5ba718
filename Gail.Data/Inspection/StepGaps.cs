using Gail.Data.Columns;

namespace Gail.Data.Inspection;

/// <summary>Steps that were left out between the rows of an episode.</summary>
/// <param name="Count">The number of places where steps are missing.</param>
/// <param name="Stride">k where it is every k-th step that was kept, all through; otherwise null.</param>
/// <param name="First">Where the first gap is, as in "row 3 (episode 0, step 60) follows step 40".</param>
public sealed record StepGaps(int Count, long? Stride, string First)
{
    /// <summary>The gaps of columns with their steps; null when there are none.</summary>
    internal static StepGaps? Of(DemonstrationColumns columns)
    {
        var steps = columns.Steps!.Span;
        var (count, first, stride, regular) = (0, -1, 0L, true);
        for (var episode = 0; episode < columns.EpisodeStarts.Length; episode++)
        {
            for (var row = columns.EpisodeStarts[episode] + 1; row < columns.EpisodeEnd(episode); row++)
            {
                var distance = steps[row] - steps[row - 1];
                stride = stride == 0 ? distance : stride;
                regular &= distance == stride;
                if (distance != 1)
                {
                    count++;
                    first = first < 0 ? row : first;
                }
            }
        }
        return count == 0
            ? null
            : new StepGaps(
                count,
                regular ? stride : null,
                $"{columns.Place(StandardColumn.Step, first)} follows step {steps[first - 1]}"
            );
    }

    /// <summary>Sub-sampling is intended, holes are not.</summary>
    internal static IEnumerable<string> Problems(DemonstrationColumns columns, StepGaps? gaps)
    {
        if (gaps is { Stride: null })
        {
            yield return $"{columns.Fields[StandardColumn.Step]}: steps are missing in {gaps.Count} {(gaps.Count == 1 ? "place" : "places")}; the first: {gaps.First}.";
        }
    }

    internal static IEnumerable<string> Notes(StepGaps? gaps)
    {
        if (gaps is { Stride: { } stride })
        {
            yield return $"One step in {stride} was kept, so neighbouring rows are not neighbours in time.";
        }
    }
}
