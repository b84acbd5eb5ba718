using Gail.Numerics.Kernels;

namespace Gail.Execution.Plans;

/// <summary>Carries out one instruction.</summary>
internal static unsafe class InstructionKernels
{
    internal static void Execute(
        Instruction instruction,
        in PlanMemory memory,
        ReadOnlyMemory<float>[] inputs,
        Memory<float>[] outputs
    )
    {
        var rows = instruction.Rows == 0 ? memory.Rows : instruction.Rows;
        var x = memory.At(instruction.X);
        var y = memory.At(instruction.Y);
        var z = memory.At(instruction.Result);
        var (xRow, zRow) = (instruction.X.Stride, instruction.Result.Stride);
        var (columns, length) = (instruction.Columns, rows * zRow);
        switch (instruction.Operation)
        {
            case PlanOperation.Input:
                Read(instruction, rows, memory.FirstRow, inputs[instruction.Input].Span, z);
                break;
            case PlanOperation.Fill:
                Elementwise.Fill(instruction.Scale, z, length);
                break;
            case PlanOperation.InverseBatch:
                *z = 1f / memory.BatchRows;
                break;
            case PlanOperation.Add:
                Elementwise.Add(x, y, z, length);
                break;
            case PlanOperation.Subtract:
                Elementwise.Subtract(x, y, z, length);
                break;
            case PlanOperation.Multiply:
                Elementwise.Multiply(x, y, z, length);
                break;
            case PlanOperation.Divide:
                Elementwise.Divide(x, y, z, length);
                break;
            case PlanOperation.Affine:
                Elementwise.Affine(x, instruction.Scale, instruction.Shift, z, length);
                break;
            case PlanOperation.Tanh:
                Elementary.Tanh(x, z, length);
                break;
            case PlanOperation.TanhGradient:
                Elementwise.TanhGradient(x, y, z, length);
                break;
            case PlanOperation.Sigmoid:
                Elementary.Sigmoid(x, z, length);
                break;
            case PlanOperation.Softplus:
                Elementary.Softplus(x, z, length);
                break;
            case PlanOperation.Exp:
                Elementary.Exp(x, z, length);
                break;
            case PlanOperation.Log:
                Elementary.Log(x, z, length);
                break;
            case PlanOperation.Sqrt:
                Elementwise.Sqrt(x, z, length);
                break;
            case PlanOperation.Heaviside:
                Elementwise.Heaviside(x, z, length);
                break;
            case PlanOperation.LogSoftmax:
                RowKernels.LogSoftmax(x, xRow, z, zRow, memory.At(instruction.Scratch), rows, columns);
                break;
            case PlanOperation.SumColumns:
                RowKernels.SumColumns(x, xRow, z, zRow, rows, columns);
                break;
            case PlanOperation.RepeatRows:
                RowKernels.RepeatRows(x, z, zRow, rows, columns);
                break;
            case PlanOperation.RepeatColumns:
                RowKernels.RepeatColumns(x, xRow, z, zRow, rows, instruction.ResultColumns);
                break;
            case PlanOperation.SliceColumns when instruction.Output >= 0:
                Write(x, xRow, rows, columns, outputs[instruction.Output].Span[(memory.FirstRow * columns)..]);
                break;
            case PlanOperation.SliceColumns:
                RowKernels.Copy(x, xRow, z, zRow, rows, columns);
                break;
            case PlanOperation.Transpose:
                RowKernels.Transpose(x, xRow, z, zRow, rows, columns);
                break;
            case PlanOperation.Product or PlanOperation.Dot:
                Product(instruction, memory, rows);
                break;
            case PlanOperation.TransposedProduct or PlanOperation.SumRows:
                Sum(instruction, memory, rows);
                break;
            default:
                throw new InvalidOperationException($"{instruction.Operation} has no kernel.");
        }
    }

    /// <summary>Copies a matrix out of a plan's memory.</summary>
    internal static void Write(float* from, int stride, int rows, int columns, Span<float> to)
    {
        // The slice checks that there is room.
        fixed (float* target = to[..checked(rows * columns)])
        {
            RowKernels.Copy(from, stride, target, columns, rows, columns);
        }
    }

    private static void Read(Instruction instruction, int rows, int firstRow, ReadOnlySpan<float> from, float* to)
    {
        var columns = instruction.ResultColumns;
        var first = instruction.Rows == 0 ? firstRow : 0;
        fixed (float* source = from.Slice(first * columns, rows * columns))
        {
            RowKernels.Copy(source, columns, to, instruction.Result.Stride, rows, columns);
        }
        RowKernels.ClearPadding(to, instruction.Result.Stride, rows, columns);
    }

    private static void Product(Instruction instruction, in PlanMemory memory, int rows)
    {
        var x = memory.At(instruction.X);
        var y = memory.At(instruction.Y);
        var z = memory.At(instruction.Result);
        var start = memory.At(instruction.Start);
        var xRow = instruction.X.Stride;
        var zRow = instruction.Result.Stride;
        if (instruction.Operation == PlanOperation.Dot)
        {
            RowKernels.Dot(x, xRow, y, *start, z, zRow, rows, instruction.Columns);
            return;
        }
        // Products are written in whole cache lines; narrow matrices have shorter rows.
        var narrow = zRow < Layout.Line;
        MatrixProduct.Compute(
            x,
            xRow,
            1,
            y,
            instruction.Y.Stride,
            start,
            narrow ? memory.At(instruction.Scratch) : z,
            narrow ? Layout.Line : zRow,
            rows,
            instruction.Columns,
            instruction.ResultColumns,
            accumulate: false
        );
        if (narrow)
        {
            RowKernels.Copy(memory.At(instruction.Scratch), Layout.Line, z, zRow, rows, instruction.ResultColumns);
        }
    }

    /// <summary>A part's first tile sets the sums over rows, the others add to them.</summary>
    private static void Sum(Instruction instruction, in PlanMemory memory, int rows)
    {
        var x = memory.At(instruction.X);
        var y = memory.At(instruction.Y);
        var z = memory.At(instruction.Result);
        var accumulate = !memory.IsFirstTile && instruction.Result.Space == Space.Sums;
        if (instruction.Operation == PlanOperation.SumRows)
        {
            RowKernels.SumRows(x, instruction.X.Stride, z, rows, instruction.Columns, accumulate);
            return;
        }
        MatrixProduct.Compute(
            x,
            1,
            instruction.X.Stride,
            y,
            instruction.Y.Stride,
            memory.At(instruction.Start),
            z,
            instruction.Result.Stride,
            instruction.Columns,
            rows,
            instruction.ResultColumns,
            accumulate
        );
    }
}
