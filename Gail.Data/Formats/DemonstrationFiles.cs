using System.Collections.Immutable;
using Gail.Data.Views;

namespace Gail.Data.Formats;

/// <summary>Several files as one view, and what is done about those that hold nothing or cannot be read.</summary>
internal static class DemonstrationFiles
{
    private const int MostNamed = 3;

    /// <summary>The views of files, one after the other.</summary>
    /// <param name="name">What messages call all of them.</param>
    /// <param name="paths">At least one.</param>
    /// <param name="open">Opens one.</param>
    /// <param name="skipsBad">Whether one that cannot be read, or does not go with those before it, is left out.</param>
    /// <param name="notes">What is good to know of all.</param>
    /// <exception cref="DemonstrationException">One cannot be read, or there is nothing in any.</exception>
    public static DemonstrationView Joined(
        string name,
        ImmutableArray<string> paths,
        Func<string, DemonstrationView> open,
        bool skipsBad,
        ImmutableArray<string> notes
    )
    {
        if (paths.IsEmpty)
        {
            throw new ArgumentException("Expected at least one file.", nameof(paths));
        }
        if (paths is [var only] && notes.IsEmpty)
        {
            return open(only);
        }
        var views = new List<DemonstrationView>();
        var empty = new List<string>();
        var bad = new List<DemonstrationException>();
        foreach (var path in paths)
        {
            try
            {
                var view = open(path);
                // Throws where they do not go together.
                _ = skipsBad && views.Count > 0 ? ConcatenatedView.Of([views[0], view]) : view;
                views.Add(view);
            }
            catch (DemonstrationException e) when (e.IsEmpty && paths.Length > 1)
            {
                empty.Add(e.Message);
            }
            catch (DemonstrationException e) when (paths.Length > 1)
            {
                bad.Add(skipsBad ? e : throw e.WithRemedy());
            }
        }
        if (views.Count == 0)
        {
            var found = string.Join(" ", empty.Concat(bad.Select(e => e.Message)).Take(MostNamed));
            throw new DemonstrationException(name, "", $"none of its {paths.Length} files can be used. {found}")
            {
                IsEmpty = bad.Count == 0,
            };
        }
        var joined = ConcatenatedView.Of([.. views]);
        if (notes.IsEmpty && empty.Count + bad.Count == 0)
        {
            return joined;
        }
        return new NotedView(
            joined,
            [.. notes, .. empty.Select(problem => $"Passed over as empty: {problem}")],
            [.. bad.Select(e => $"Left out: {e.Message}")]
        );
    }
}
