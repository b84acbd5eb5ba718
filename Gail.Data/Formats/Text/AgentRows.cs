using System.Collections.Immutable;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Text;

/// <summary>
/// Rows of several agents that alternate, put in order: all of one agent, then those of the next, each in the order of
/// the file. All rows are held until the last is there.
/// </summary>
/// <param name="schema">The columns.</param>
/// <param name="columns">Those asked for.</param>
/// <param name="splitter">Makes what numbers the episodes of one agent.</param>
/// <param name="fail">What is wrong with the row at a place of the file.</param>
internal sealed class AgentRows(
    ViewSchema schema,
    ImmutableArray<string> columns,
    Func<EpisodeSplitter> splitter,
    Func<long, string, DemonstrationException> fail
)
{
    private const int BatchRows = 4096;

    private readonly List<ViewBatch> _batches = [];
    private readonly List<AgentKey> _keys = [];
    private readonly Dictionary<string, int> _agents = new(StringComparer.Ordinal);

    /// <summary>Takes rows, each with its key.</summary>
    public void Add(ViewBatch rows, IEnumerable<AgentKey> keys)
    {
        _batches.Add(rows);
        foreach (var key in keys)
        {
            _keys.Add(key);
            _agents.TryAdd(key.Agent, _agents.Count);
        }
    }

    /// <summary>All rows in order.</summary>
    /// <exception cref="DemonstrationException">Those of an agent do not follow each other either.</exception>
    public IEnumerable<ViewBatch> Ordered()
    {
        int[] order = [.. Enumerable.Range(0, _keys.Count).OrderBy(row => _agents[_keys[row].Agent])];
        var (episodes, steps) = Numbered(order);
        var whole = new ViewBatch(_keys.Count);
        foreach (var name in columns)
        {
            whole = whole.With(
                name,
                ColumnParts.Joined(schema[name], [.. _batches.Select(batch => batch[name])], schema.Source.File)
            );
        }
        for (var first = 0; first < order.Length; first += BatchRows)
        {
            var part = order.AsSpan(first, Math.Min(BatchRows, order.Length - first));
            var rows = whole.Gather(part);
            rows = Replaced(rows, ColumnNames.Episode, episodes.AsSpan(first, part.Length));
            yield return Replaced(rows, ColumnNames.Step, steps.AsSpan(first, part.Length));
        }
    }

    private (long[] Episodes, long[] Steps) Numbered(int[] order)
    {
        var (episodes, steps) = (new long[order.Length], new long[order.Length]);
        var (agent, before, own) = ("", 0L, splitter());
        for (var i = 0; i < order.Length; i++)
        {
            var key = _keys[order[i]];
            if (i == 0 || key.Agent != agent)
            {
                // Before its first row a splitter stands at -1.
                before += own.Episode + 1;
                (agent, own) = (key.Agent, splitter());
            }
            if (own.Next(key.Episode, key.Step, key.Ends) is { } problem)
            {
                throw fail(key.Place, $"of agent '{agent}', {problem}");
            }
            (episodes[i], steps[i]) = (before + own.Episode, own.Step);
        }
        return (episodes, steps);
    }

    private static ViewBatch Replaced(ViewBatch rows, string name, ReadOnlySpan<long> values) =>
        rows.Has(name) ? rows.With(name, NdArray.Vector<long>(values.ToArray())) : rows;
}

/// <summary>What a row says of its agent and its episode.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Episode">The episode's name in UTF-8; empty if there is none.</param>
/// <param name="Step">Its t, if there is one.</param>
/// <param name="Ends">Whether it ends the episode.</param>
/// <param name="Place">Where it is in the file, for messages.</param>
internal readonly record struct AgentKey(string Agent, byte[] Episode, long Step, bool Ends, long Place);
