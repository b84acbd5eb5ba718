namespace Gail.Data.Views.Transforms;

/// <summary>
/// Notices steps that are missing, row by row. Text says only by its column t that steps were left out, which its schema
/// cannot know.
/// </summary>
/// <param name="fail">Makes the exception to throw where one is missing.</param>
internal sealed class StepOrder(Func<DemonstrationException> fail)
{
    private long _episode = -1;
    private long _next;

    /// <summary>Looks at the next rows.</summary>
    /// <param name="rows">A batch with the columns episode and t.</param>
    /// <exception cref="DemonstrationException">A step is not the one after the row before, or not 0 in an episode's first.</exception>
    public void Check(ViewBatch rows)
    {
        var episodes = rows.Get<long>(ColumnNames.Episode).Span;
        var steps = rows.Get<long>(ColumnNames.Step).Span;
        for (var row = 0; row < steps.Length; row++)
        {
            if (episodes[row] != _episode)
            {
                (_episode, _next) = (episodes[row], 0);
            }
            if (steps[row] != _next++)
            {
                throw fail();
            }
        }
    }
}
