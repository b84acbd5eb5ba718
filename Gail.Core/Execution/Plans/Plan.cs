using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gail.Graphs;

namespace Gail.Execution.Plans;

/// <summary>
/// A graph as kernel calls over assigned memory. Fixed matrices that depend on fixed inputs alone are computed once
/// per binding; then rows go tile by tile through all that is computed per row, while they are in cache; sums over
/// the batch come last. Shared by threads: but for the pools of memory it never changes.
/// </summary>
internal sealed class Plan
{
    private static readonly ConditionalWeakTable<Graph, Plan> Compiled = [];

    private readonly ObjectPool<PlanBinding> _bindings = new();
    private readonly ObjectPool<AlignedMemory> _tiles = new();

    internal required Graph Graph { get; init; }

    /// <summary>The nodes that a binding computes.</summary>
    internal required ImmutableArray<Instruction> Bound { get; init; }

    /// <summary>The steps that each run computes, in order.</summary>
    internal required ImmutableArray<Stage> Stages { get; init; }

    /// <summary>Outputs that are fixed matrices: where each is at the end.</summary>
    internal required ImmutableArray<FixedOutput> FixedOutputs { get; init; }

    internal required int BoundSize { get; init; }

    internal required int RunSize { get; init; }

    internal required int SumsSize { get; init; }

    internal required int TileSize { get; init; }

    /// <summary>The most rows a tile has.</summary>
    internal required int TileRows { get; init; }

    /// <summary>The plan of a graph, compiled at its first use.</summary>
    internal static Plan Of(Graph graph) => Compiled.GetValue(graph, PlanCompiler.Compile);

    internal PlanBinding RentBinding() => _bindings.Take() ?? new PlanBinding(this);

    internal void Return(PlanBinding binding) => _bindings.Keep(binding);

    internal AlignedMemory RentTile() => _tiles.Take() ?? new AlignedMemory(TileSize);

    internal void Return(AlignedMemory tile) => _tiles.Keep(tile);
}

/// <summary>One pass over the batch.</summary>
/// <param name="Fixed">The instructions that run before it, once.</param>
/// <param name="Tile">The instructions that run for each tile of rows.</param>
/// <param name="Sums">Where its sums lie among all: the first and the number of floats.</param>
internal sealed record Stage(ImmutableArray<Instruction> Fixed, ImmutableArray<Instruction> Tile, SumRange Sums);

/// <summary>Neighbouring floats of the memory of sums.</summary>
internal readonly record struct SumRange(int Start, int Length);

/// <summary>A fixed matrix that is an output.</summary>
/// <param name="Output">Its place among the graph's outputs.</param>
/// <param name="Value">Where it is.</param>
internal sealed record FixedOutput(int Output, Operand Value, int Rows, int Columns);
