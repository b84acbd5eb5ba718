using System.Collections.Immutable;
using Gail.Graphs;

namespace Gail.Execution.Plans;

/// <summary>Makes a plan of a graph: simplify, divide into stages, assign memory, write instructions.</summary>
internal sealed class PlanCompiler
{
    // Tiles are as high as fits: rows that share a weight matrix while it is in cache, without leaving it themselves.
    private const int TileBytes = 240 * 1024;
    private const int LeastTileRows = 32;
    private const int MostTileRows = 128;

    private readonly Graph _graph;
    private readonly PlanNode[] _outputs;
    private readonly Schedule _schedule;
    private readonly Dictionary<PlanNode, Operand> _places = [];
    private readonly MemoryMap _bound = new();
    private readonly MemoryMap _run = new();
    private readonly MemoryMap _sums = new();
    private readonly MemoryMap _tile = new();
    private readonly int _tileRows;
    private readonly Operand _zeros;

    private PlanCompiler(Graph graph)
    {
        _graph = graph;
        var nodes = new PlanNodes();
        _outputs = Translation.Translate(nodes, graph);
        _schedule = new Schedule(_outputs);
        _zeros = new Operand(Space.Bound, _bound.Take(WidestRow(nodes)), 0);
        _tileRows = ChooseTileRows();
    }

    internal static Plan Compile(Graph graph) => new PlanCompiler(graph).Compile();

    private Plan Compile()
    {
        var bound = _schedule.Bound.SelectMany(node => Emit(node, Space.Bound, _bound)).ToImmutableArray();
        var stages = ImmutableArray.CreateBuilder<Stage>();
        foreach (var stage in _schedule.Stages)
        {
            var before = stage.Fixed.SelectMany(node => Emit(node, Space.Run, _run)).ToImmutableArray();
            var start = _sums.Size;
            var tile = EmitTile(stage);
            stages.Add(new Stage(before, tile, new SumRange(start, _sums.Size - start)));
        }
        return new Plan
        {
            Graph = _graph,
            Bound = bound,
            Stages = stages.ToImmutable(),
            FixedOutputs =
            [
                .. _outputs
                    .Select((node, i) => (Node: node, Index: i))
                    .Where(output => !output.Node.Rows.IsBatch)
                    .Select(output => new FixedOutput(
                        output.Index,
                        _places[output.Node],
                        output.Node.Rows.Resolve(0),
                        output.Node.Columns
                    )),
            ],
            BoundSize = _bound.Size,
            RunSize = _run.Size,
            SumsSize = _sums.Size,
            TileSize = _tile.Size,
            TileRows = _tileRows,
        };
    }

    /// <summary>The instructions of a stage's tiles; a matrix's memory is free again after its last use.</summary>
    private ImmutableArray<Instruction> EmitTile(ScheduledStage stage)
    {
        var instructions = ImmutableArray.CreateBuilder<Instruction>();
        var uses = new Dictionary<PlanNode, int>();
        foreach (var argument in stage.Tile.SelectMany(node => node.Arguments))
        {
            uses[argument] = uses.GetValueOrDefault(argument) + 1;
        }
        // A stage computes again what it needs of an earlier one.
        _tile.Clear();
        foreach (var node in stage.Tile)
        {
            instructions.AddRange(node.IsReduction ? Emit(node, Space.Sums, _sums) : Emit(node, Space.Tile, _tile));
            if (stage.Outputs.Contains(node))
            {
                foreach (var output in Enumerable.Range(0, _outputs.Length).Where(i => _outputs[i] == node))
                {
                    instructions.Add(
                        new Instruction
                        {
                            Operation = PlanOperation.SliceColumns,
                            X = _places[node],
                            Columns = node.Columns,
                            ResultColumns = node.Columns,
                            Output = output,
                        }
                    );
                }
            }
            foreach (var argument in node.Arguments.Append(node).Distinct())
            {
                uses[argument] = uses.GetValueOrDefault(argument) - node.Arguments.Count(used => used == argument);
                if (uses[argument] == 0 && _places.TryGetValue(argument, out var place) && place.Space == Space.Tile)
                {
                    _tile.Release(place.Offset);
                }
            }
        }
        return instructions.ToImmutable();
    }

    private IEnumerable<Instruction> Emit(PlanNode node, Space space, MemoryMap memory)
    {
        var stride = Layout.RowStride(node.Rows, node.Columns);
        var rows = node.Rows.IsBatch ? _tileRows : node.Rows.Resolve(0);
        var result = new Operand(space, memory.Take(Layout.Size(rows, stride)), stride);
        _places[node] = result;
        var x = node.Arguments.Length > 0 ? node.Arguments[0] : node;
        var basic = new Instruction
        {
            Operation = node.Operation,
            X = node.Arguments.Length > 0 ? _places[x] : default,
            Y = node.Arguments.Length > 1 ? _places[node.Arguments[1]] : default,
            Start = node.Arguments.Length > 2 ? _places[node.Arguments[2]] with { Stride = 0 } : _zeros,
            Result = result,
            Rows = x.Rows.IsBatch ? 0 : x.Rows.Resolve(0),
            Columns = x.Columns,
            ResultColumns = node.Columns,
            Scale = node.Attributes.Scale,
            Shift = node.Attributes.Shift,
        };
        switch (node.Operation)
        {
            case PlanOperation.Input:
                return [basic with { Input = InputIndex(node.Attributes.Name) }];
            case PlanOperation.RepeatRows:
                return [basic with { Rows = node.Rows.IsBatch ? 0 : node.Rows.Resolve(0) }];
            case PlanOperation.SliceColumns:
                return [Move(basic, node.Attributes.Start, 0, node.Columns)];
            case PlanOperation.PlaceColumns:
                return [Clear(basic), Move(basic, 0, node.Attributes.Start, x.Columns)];
            case PlanOperation.Concatenate:
                return Beside(node, basic);
            case PlanOperation.LogSoftmax:
                return [basic with { Scratch = Scratch(space, memory, Layout.Size(rows, stride + 1) + Layout.Line) }];
            case PlanOperation.Product when stride < Layout.Line:
                return [basic with { Scratch = Scratch(space, memory, Layout.Size(rows, Layout.Line)) }];
            default:
                return [basic];
        }
    }

    private IEnumerable<Instruction> Beside(PlanNode node, Instruction basic)
    {
        var to = 0;
        foreach (var part in node.Arguments)
        {
            yield return Move(basic with { X = _places[part] }, 0, to, part.Columns);
            to += part.Columns;
        }
    }

    /// <summary>Memory for the time of one instruction.</summary>
    private static Operand Scratch(Space space, MemoryMap memory, int size)
    {
        var start = memory.Take(size);
        memory.Release(start);
        return new Operand(space, start, 0);
    }

    private static Instruction Clear(Instruction basic) => basic with { Operation = PlanOperation.Fill, Scale = 0 };

    private static Instruction Move(Instruction basic, int from, int to, int columns) =>
        basic with
        {
            Operation = PlanOperation.SliceColumns,
            X = basic.X with { Offset = basic.X.Offset + from },
            Result = basic.Result with { Offset = basic.Result.Offset + to },
            Columns = columns,
            ResultColumns = columns,
        };

    private int InputIndex(string name)
    {
        for (var i = 0; i < _graph.Inputs.Length; i++)
        {
            if (_graph.Inputs[i].Name == name)
            {
                return i;
            }
        }
        throw new InvalidOperationException($"The graph has no input '{name}'.");
    }

    private static int WidestRow(PlanNodes nodes) =>
        nodes.All.Select(node => Layout.RowStride(RowCount.Fixed(1), node.Columns)).DefaultIfEmpty(0).Max()
        + Layout.Line;

    private int ChooseTileRows()
    {
        var floats = _schedule.Stages.Select(stage => stage.WidestFloatsPerRow()).DefaultIfEmpty(0).Max();
        var rows = TileBytes / sizeof(float) / Math.Max(1, floats) / 8 * 8;
        return Math.Clamp(rows, LeastTileRows, MostTileRows);
    }
}
