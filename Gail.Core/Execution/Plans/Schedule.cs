using System.Collections.Immutable;

namespace Gail.Execution.Plans;

/// <summary>
/// The order in which a plan computes its nodes. A sum over the batch is known only after a pass over it; what depends on
/// the sum belongs to the next stage, and rows needed there again are computed again.
/// </summary>
internal sealed class Schedule
{
    private readonly Dictionary<PlanNode, int> _level = [];
    private readonly HashSet<PlanNode> _ofRun = [];
    private readonly List<PlanNode> _order = [];

    internal Schedule(PlanNode[] outputs)
    {
        foreach (var node in Needed(outputs))
        {
            Place(node);
        }
        Bound = [.. _order.Where(node => !node.Rows.IsBatch && !_ofRun.Contains(node))];
        var stages = ImmutableArray.CreateBuilder<ScheduledStage>();
        var last = _order.Count == 0 ? 0 : _order.Max(node => _level[node]);
        for (var level = 0; level <= last; level++)
        {
            stages.Add(
                new ScheduledStage(
                    [.. _order.Where(node => IsFixedOfRun(node) && _level[node] == level)],
                    TileOrder(level, outputs),
                    [.. outputs.Where(node => node.Rows.IsBatch && _level[node] == level)]
                )
            );
        }
        Stages = stages.ToImmutable();
    }

    /// <summary>Fixed nodes that depend on fixed inputs alone.</summary>
    internal ImmutableArray<PlanNode> Bound { get; }

    internal ImmutableArray<ScheduledStage> Stages { get; }

    private bool IsFixedOfRun(PlanNode node) => !node.Rows.IsBatch && !node.IsReduction && _ofRun.Contains(node);

    /// <summary>The outputs and all that they depend on, arguments first.</summary>
    private static IEnumerable<PlanNode> Needed(PlanNode[] outputs)
    {
        var needed = new HashSet<PlanNode>();
        var pending = new Stack<PlanNode>(outputs);
        while (pending.TryPop(out var node))
        {
            if (needed.Add(node))
            {
                foreach (var argument in node.Arguments)
                {
                    pending.Push(argument);
                }
            }
        }
        return needed.OrderBy(node => node.Id);
    }

    private void Place(PlanNode node)
    {
        var level = 0;
        foreach (var argument in node.Arguments)
        {
            level = Math.Max(level, _level[argument]);
            if (_ofRun.Contains(argument))
            {
                _ofRun.Add(node);
            }
        }
        _level[node] = node.IsReduction ? level + 1 : level;
        if (node.Rows.IsBatch || node.Operation == PlanOperation.InverseBatch)
        {
            _ofRun.Add(node);
        }
        _order.Add(node);
    }

    /// <summary>The row-wise nodes that a level's sums and outputs need; a sum is taken as soon as it can be.</summary>
    private ImmutableArray<PlanNode> TileOrder(int level, PlanNode[] outputs)
    {
        var sums = _order.Where(node => node.IsReduction && _level[node] == level + 1).ToList();
        var needed = new HashSet<PlanNode>();
        var pending = new Stack<PlanNode>(
            sums.Concat(outputs.Where(node => node.Rows.IsBatch && _level[node] == level))
        );
        while (pending.TryPop(out var node))
        {
            if (needed.Add(node))
            {
                foreach (var argument in node.Arguments.Where(argument => argument.Rows.IsBatch))
                {
                    pending.Push(argument);
                }
            }
        }
        var tile = ImmutableArray.CreateBuilder<PlanNode>();
        var done = new HashSet<PlanNode>();
        foreach (var node in _order.Where(node => needed.Contains(node) && !node.IsReduction))
        {
            tile.Add(node);
            done.Add(node);
            foreach (var sum in sums.Where(sum => sum.Arguments.All(done.Contains)))
            {
                if (done.Add(sum))
                {
                    tile.Add(sum);
                }
            }
        }
        return tile.ToImmutable();
    }
}

/// <summary>One pass over the batch.</summary>
/// <param name="Fixed">The instructions that run before it.</param>
/// <param name="Tile">The instructions that run for each tile of rows.</param>
/// <param name="Outputs">The outputs among them.</param>
internal sealed record ScheduledStage(
    ImmutableArray<PlanNode> Fixed,
    ImmutableArray<PlanNode> Tile,
    ImmutableArray<PlanNode> Outputs
)
{
    /// <summary>The floats that one row of the batch needs where most are alive at once.</summary>
    internal int WidestFloatsPerRow()
    {
        var last = new Dictionary<PlanNode, int>();
        for (var i = 0; i < Tile.Length; i++)
        {
            foreach (var argument in Tile[i].Arguments)
            {
                last[argument] = i;
            }
        }
        var (alive, most) = (0, 0);
        for (var i = 0; i < Tile.Length; i++)
        {
            alive += Stride(Tile[i]);
            most = Math.Max(most, alive);
            alive -= Tile[i].Arguments.Distinct().Where(argument => last[argument] == i).Sum(Stride);
            alive -= last.ContainsKey(Tile[i]) ? 0 : Stride(Tile[i]);
        }
        return most;
    }

    private static int Stride(PlanNode node) =>
        node.Rows.IsBatch && !node.IsReduction ? Layout.RowStride(node.Rows, node.Columns) : 0;
}
