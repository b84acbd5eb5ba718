namespace Gail.Data.Formats.Layouts;

/// <summary>What a layout cannot be written without. Nothing is made up: what is missing is refused by name.</summary>
/// <param name="path">The file to be written.</param>
/// <param name="layout">The layout's name.</param>
internal sealed class WritingNeeds(string path, string layout)
{
    /// <summary>A column that must be there.</summary>
    /// <param name="column">The column.</param>
    /// <param name="field">Its name.</param>
    /// <param name="hint">How to come by it, as a sentence; empty if there is no way.</param>
    public T Of<T>(T? column, string field, string hint = "")
        where T : class =>
        column
        ?? throw Fail(
            field,
            $"the layout '{layout}' needs them, but these demonstrations hold none, and none are made up."
                + (hint.Length > 0 ? $" {hint}" : "")
                + " The layout 'gail' (.npz) can do without."
        );

    /// <summary>Refuses demonstrations of which steps were left out.</summary>
    public void AllSteps(Demonstrations demonstrations)
    {
        if (demonstrations.IsSubsampled)
        {
            throw Fail(
                "steps",
                $"steps were left out, which the layout '{layout}' cannot say: its rows follow each other. Write them before sub-sampling, or in the layout 'gail' (.npz)."
            );
        }
    }

    /// <summary>The exception for another problem.</summary>
    public DemonstrationException Fail(string field, string problem) => new(path, field, problem);
}
