using System.Collections.Immutable;

namespace Gail.Data.Formats;

/// <summary>What a format came upon that cannot be read, while it went on behind it.</summary>
internal sealed class BadParts
{
    /// <summary>What to do where a bad part is an error.</summary>
    public const string Remedy =
        "To leave out what cannot be read, and take the rest: --skip-bad, in code the option SkipBad of the file.";

    private readonly SortedDictionary<long, string> _episodes = [];
    private readonly List<string> _others = [];

    /// <summary>What is wrong with episodes that are among the rows all the same, by their numbers.</summary>
    public IReadOnlyDictionary<long, string> Episodes => _episodes;

    /// <summary>What was left out that is not among the rows, a sentence each.</summary>
    public ImmutableArray<string> Others => [.. _others];

    /// <summary>Something is wrong with an episode; the first thing counts.</summary>
    public void Add(long episode, string problem) => _episodes.TryAdd(episode, problem);

    /// <summary>Something was left out.</summary>
    public void Add(string problem)
    {
        // A file may be read more than once.
        if (!_others.Contains(problem, StringComparer.Ordinal))
        {
            _others.Add(problem);
        }
    }
}
