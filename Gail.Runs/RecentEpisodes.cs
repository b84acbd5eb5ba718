using System.Collections.Immutable;
using Gail.Rollouts;

namespace Gail.Runs;

/// <summary>The episodes of a run's last iterations, in which the policy hardly changed any more.</summary>
internal sealed class RecentEpisodes
{
    private const int Most = 200;

    /// <summary>One of how many iterations belongs to the last ones.</summary>
    private const int Share = 10;

    private readonly Queue<(long Iteration, EpisodeEnd End)> _over = new();
    private ImmutableArray<EpisodeEnd> _running = [];
    private readonly long _start;
    private long _iteration;

    /// <param name="start">The iterations done before.</param>
    internal RecentEpisodes(long start) => (_start, _iteration) = (start, start);

    /// <summary>Adds those of an iteration.</summary>
    public void Add(long iteration, ImmutableArray<EpisodeEnd> episodes)
    {
        _iteration = iteration;
        foreach (var end in episodes)
        {
            if (end.Terminated || end.Truncated)
            {
                _over.Enqueue((iteration, end));
            }
        }
        while (_over.Count > Most)
        {
            _over.Dequeue();
        }
        _running = episodes;
    }

    /// <summary>
    /// The last ones that are over, and those under way: without these, long episodes would be missed where collecting
    /// stops in the middle.
    /// </summary>
    public ImmutableArray<EpisodeEnd> Last()
    {
        var first = _iteration - ((_iteration - _start) / Share);
        return
        [
            .. _over.Where(episode => episode.Iteration >= first).Select(episode => episode.End),
            .. _running.Where(end => !end.Terminated && !end.Truncated),
        ];
    }
}
