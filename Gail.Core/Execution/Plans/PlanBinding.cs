using Gail.Numerics.Kernels;

namespace Gail.Execution.Plans;

/// <summary>
/// A plan with its fixed inputs set and all that follows from them computed; then it runs on any number of batches.
/// For one caller at a time.
/// </summary>
internal sealed unsafe class PlanBinding : IGraphProgram
{
    // Below this, handing over a part takes as long as computing it.
    private const int LeastRowsToShare = 256;
    private const int MostParts = 32;

    private static readonly Memory<float>[] NoOutputs = [];

    private readonly Plan _plan;
    private readonly AlignedMemory _bound;
    private readonly int _partSums;
    private readonly Action<int> _runSharedPart;
    private AlignedMemory _run = AlignedMemory.Empty;
    private SharedRun _shared;

    internal PlanBinding(Plan plan)
    {
        _plan = plan;
        _bound = new AlignedMemory(plan.BoundSize);
        _partSums = Layout.RoundUp(plan.SumsSize, Layout.Line);
        _runSharedPart = RunSharedPart;
    }

    /// <inheritdoc/>
    public void Bind(ReadOnlyMemory<float>[] inputs)
    {
        var memory = new PlanMemory { Bound = _bound.Pointer };
        foreach (var instruction in _plan.Bound)
        {
            InstructionKernels.Execute(instruction, memory, inputs, NoOutputs);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _plan.Return(this);

    /// <inheritdoc/>
    public void Run(Executor executor, int rows, ReadOnlyMemory<float>[] inputs, Memory<float>[] outputs)
    {
        var parts = Parts(rows);
        var sums = Layout.RoundUp(_plan.RunSize, Layout.Line);
        var tile = sums + Layout.RoundUp(parts * _partSums, Layout.Line);
        Reserve(tile + _plan.TileSize);
        var memory = new PlanMemory
        {
            Bound = _bound.Pointer,
            Run = _run.Pointer,
            Sums = _run.Pointer + sums,
            Tile = _run.Pointer + tile,
            BatchRows = rows,
        };
        foreach (var stage in _plan.Stages)
        {
            foreach (var instruction in stage.Fixed)
            {
                InstructionKernels.Execute(instruction, memory, inputs, outputs);
            }
            if (stage.Tile.IsEmpty)
            {
                continue;
            }
            if (parts == 1)
            {
                RunPart(stage, memory, 0, rows, inputs, outputs);
            }
            else
            {
                RunParts(executor, stage, memory, parts, inputs, outputs);
            }
        }
        foreach (var output in _plan.FixedOutputs)
        {
            var to = outputs[output.Output].Span;
            InstructionKernels.Write(memory.At(output.Value), output.Value.Stride, output.Rows, output.Columns, to);
        }
    }

    private void RunParts(
        Executor executor,
        Stage stage,
        in PlanMemory memory,
        int parts,
        ReadOnlyMemory<float>[] inputs,
        Memory<float>[] outputs
    )
    {
        _shared = new SharedRun(stage, memory, parts, inputs, outputs);
        executor.For(parts, _runSharedPart);
        _shared = default; // The batch's buffers are not this binding's to keep.
        // Neighbours are added pairwise in a fixed tree.
        var sums = memory.Sums + stage.Sums.Start;
        for (var stride = 1; stride < parts; stride *= 2)
        {
            for (var part = 0; part + stride < parts; part += 2 * stride)
            {
                var left = sums + (part * _partSums);
                Elementwise.Add(left, left + (stride * _partSums), left, stage.Sums.Length);
            }
        }
    }

    private void RunSharedPart(int part)
    {
        var memory = _shared.Memory;
        memory.Sums += part * _partSums;
        var first = PartStart(memory.BatchRows, part, _shared.Parts);
        var end = PartStart(memory.BatchRows, part + 1, _shared.Parts);
        var tile = _plan.RentTile();
        memory.Tile = tile.Pointer;
        RunPart(_shared.Stage, memory, first, end, _shared.Inputs, _shared.Outputs);
        _plan.Return(tile);
    }

    private void RunPart(
        Stage stage,
        PlanMemory memory,
        int first,
        int end,
        ReadOnlyMemory<float>[] inputs,
        Memory<float>[] outputs
    )
    {
        for (var row = first; row < end || row == first; row += _plan.TileRows)
        {
            memory.FirstRow = row;
            memory.Rows = Math.Min(_plan.TileRows, end - row);
            memory.IsFirstTile = row == first;
            foreach (var instruction in stage.Tile)
            {
                InstructionKernels.Execute(instruction, memory, inputs, outputs);
            }
        }
    }

    /// <summary>
    /// Parts of the batch that threads share: their number depends on the rows alone, so that the bits do not depend
    /// on the threads. It doubles as the rows grow fourfold, since every part has sums of its own to add up.
    /// </summary>
    private static int Parts(int rows)
    {
        var parts = 1;
        for (var share = LeastRowsToShare; share <= rows && parts < MostParts; share *= 4)
        {
            parts *= 2;
        }
        return parts;
    }

    // Parts begin at whole register tiles.
    private static int PartStart(int rows, int part, int parts) =>
        part == parts ? rows : (int)((long)rows * part / parts) & ~(MatrixProduct.RowStep - 1);

    private void Reserve(int length)
    {
        if (_run.Length < length)
        {
            _run = new AlignedMemory(length);
        }
    }

    /// <summary>The state that the threads of one run share.</summary>
    private readonly struct SharedRun(
        Stage stage,
        PlanMemory memory,
        int parts,
        ReadOnlyMemory<float>[] inputs,
        Memory<float>[] outputs
    )
    {
        internal readonly Stage Stage = stage;
        internal readonly PlanMemory Memory = memory;
        internal readonly int Parts = parts;
        internal readonly ReadOnlyMemory<float>[] Inputs = inputs;
        internal readonly Memory<float>[] Outputs = outputs;
    }
}
