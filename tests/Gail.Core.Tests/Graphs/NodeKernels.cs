using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Gail.Execution;
using Gail.Graphs;

namespace Gail.Core.Tests.Graphs;

/// <summary>How the interpreter computes each operation, block of rows by block of rows.</summary>
internal static class NodeKernels
{
    internal static void Compute<T>(
        Executor executor,
        Expr node,
        int batch,
        ImmutableArray<ReadOnlyMemory<T>> arguments,
        Memory<T> result
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (node.Operation)
        {
            case Operation.InverseBatch:
                result.Span[0] = T.One / T.CreateChecked(batch);
                break;
            case Operation.MatMulRightTransposed:
                MultiplyRightTransposed(executor, node, batch, arguments, result);
                break;
            case Operation.MatMulLeftTransposed:
                SumBlocks(executor, node.Arguments[0].Rows.Resolve(batch), result, LeftTransposed(node, arguments));
                break;
            case Operation.SumRows:
                SumBlocks(executor, node.Arguments[0].Rows.Resolve(batch), result, ColumnSums(node, arguments));
                break;
            default:
                ByRows(executor, node, batch, arguments, result);
                break;
        }
    }

    private delegate void BlockSum<T>(int start, int rows, Span<T> sum);

    private static void ByRows<T>(
        Executor executor,
        Expr node,
        int batch,
        ImmutableArray<ReadOnlyMemory<T>> arguments,
        Memory<T> result
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = node.Rows.Resolve(batch);
        var blocks = Blocks(rows);
        if (blocks == 1)
        {
            RowBlock(node, 0, rows, arguments, result.Span);
            return;
        }
        executor.For(
            blocks,
            block =>
            {
                var start = block * Interpreter.BlockRows;
                var count = Math.Min(Interpreter.BlockRows, rows - start);
                RowBlock(node, start, count, arguments, result.Span.Slice(start * node.Columns, count * node.Columns));
            }
        );
    }

    private static void RowBlock<T>(
        Expr node,
        int start,
        int rows,
        ImmutableArray<ReadOnlyMemory<T>> arguments,
        Span<T> y
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var columns = node.Columns;
        var x = arguments.Length > 0 ? Part(node, 0, arguments, start, rows) : default;
        var z = arguments.Length > 1 ? Part(node, 1, arguments, start, rows) : default;
        var number = T.CreateChecked(node.Number);
        switch (node.Operation)
        {
            case Operation.Fill:
                y.Fill(number);
                break;
            case Operation.Add:
                TensorPrimitives.Add(x, z, y);
                break;
            case Operation.Subtract:
                TensorPrimitives.Subtract(x, z, y);
                break;
            case Operation.Multiply:
                TensorPrimitives.Multiply(x, z, y);
                break;
            case Operation.Divide:
                TensorPrimitives.Divide(x, z, y);
                break;
            case Operation.Scale:
                TensorPrimitives.Multiply(x, number, y);
                break;
            case Operation.Shift:
                TensorPrimitives.Add(x, number, y);
                break;
            case Operation.Tanh:
                TensorPrimitives.Tanh(x, y);
                break;
            case Operation.Sigmoid:
                Sigmoid(x, y);
                break;
            case Operation.Softplus:
                Softplus(x, y);
                break;
            case Operation.Exp:
                TensorPrimitives.Exp(x, y);
                break;
            case Operation.Log:
                TensorPrimitives.Log(x, y);
                break;
            case Operation.Sqrt:
                TensorPrimitives.Sqrt(x, y);
                break;
            case Operation.Heaviside:
                for (var i = 0; i < y.Length; i++)
                {
                    y[i] = x[i] > T.Zero ? T.One : T.Zero;
                }
                break;
            case Operation.LogSoftmax:
                for (var row = 0; row < rows; row++)
                {
                    LogSoftmax(x.Slice(row * columns, columns), y.Slice(row * columns, columns));
                }
                break;
            case Operation.MatMul:
                MatrixKernels.Multiply(x, arguments[1].Span, y, rows, node.Arguments[0].Columns, columns);
                break;
            case Operation.SumColumns:
                for (var row = 0; row < rows; row++)
                {
                    y[row] = TensorPrimitives.Sum(x.Slice(row * node.Arguments[0].Columns, node.Arguments[0].Columns));
                }
                break;
            case Operation.RepeatRows:
                for (var row = 0; row < rows; row++)
                {
                    arguments[0].Span.CopyTo(y[(row * columns)..]);
                }
                break;
            case Operation.RepeatColumns:
                for (var row = 0; row < rows; row++)
                {
                    y.Slice(row * columns, columns).Fill(x[row]);
                }
                break;
            case Operation.SliceColumns:
                CopyColumns(x, node.Arguments[0].Columns, node.Start, y, columns, 0, rows, columns);
                break;
            case Operation.PlaceColumns:
                y.Clear();
                CopyColumns(x, node.Arguments[0].Columns, 0, y, columns, node.Start, rows, node.Arguments[0].Columns);
                break;
            case Operation.Concatenate:
                var to = 0;
                for (var i = 0; i < arguments.Length; i++)
                {
                    var width = node.Arguments[i].Columns;
                    CopyColumns(Part(node, i, arguments, start, rows), width, 0, y, columns, to, rows, width);
                    to += width;
                }
                break;
            default:
                throw new InvalidOperationException($"{node.Operation} has no kernel.");
        }
    }

    private static void MultiplyRightTransposed<T>(
        Executor executor,
        Expr node,
        int batch,
        ImmutableArray<ReadOnlyMemory<T>> arguments,
        Memory<T> result
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (inner, columns) = (node.Arguments[1].Columns, node.Columns);
        var transposed = ArrayPool<T>.Shared.Rent(inner * columns);
        MatrixKernels.Transpose(arguments[1].Span, transposed, columns, inner);
        var rows = node.Rows.Resolve(batch);
        executor.For(
            Blocks(rows),
            block =>
            {
                var start = block * Interpreter.BlockRows;
                var count = Math.Min(Interpreter.BlockRows, rows - start);
                MatrixKernels.Multiply(
                    arguments[0].Span.Slice(start * inner, count * inner),
                    transposed.AsSpan(0, inner * columns),
                    result.Span.Slice(start * columns, count * columns),
                    count,
                    inner,
                    columns
                );
            }
        );
        ArrayPool<T>.Shared.Return(transposed);
    }

    private static BlockSum<T> LeftTransposed<T>(Expr node, ImmutableArray<ReadOnlyMemory<T>> arguments)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (start, rows, sum) =>
        {
            var (width, columns) = (node.Arguments[0].Columns, node.Columns);
            var transposed = ArrayPool<T>.Shared.Rent(width * rows);
            MatrixKernels.Transpose(arguments[0].Span.Slice(start * width, rows * width), transposed, rows, width);
            MatrixKernels.Multiply(
                transposed.AsSpan(0, width * rows),
                arguments[1].Span.Slice(start * columns, rows * columns),
                sum,
                width,
                rows,
                columns
            );
            ArrayPool<T>.Shared.Return(transposed);
        };

    private static BlockSum<T> ColumnSums<T>(Expr node, ImmutableArray<ReadOnlyMemory<T>> arguments)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (start, rows, sum) =>
        {
            sum.Clear();
            for (var row = start; row < start + rows; row++)
            {
                TensorPrimitives.Add(sum, arguments[0].Span.Slice(row * node.Columns, node.Columns), sum);
            }
        };

    /// <summary>Sums over rows: each block on its own, then neighbours pairwise in a fixed tree.</summary>
    private static void SumBlocks<T>(Executor executor, int rows, Memory<T> result, BlockSum<T> blockSum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var blocks = Blocks(rows);
        if (blocks == 1)
        {
            blockSum(0, rows, result.Span);
            return;
        }
        var length = result.Length;
        var partial = ArrayPool<T>.Shared.Rent(blocks * length);
        executor.For(
            blocks,
            block =>
            {
                var start = block * Interpreter.BlockRows;
                var count = Math.Min(Interpreter.BlockRows, rows - start);
                blockSum(start, count, partial.AsSpan(block * length, length));
            }
        );
        for (var stride = 1; stride < blocks; stride *= 2)
        {
            for (var block = 0; block + stride < blocks; block += 2 * stride)
            {
                var left = partial.AsSpan(block * length, length);
                TensorPrimitives.Add(left, partial.AsSpan((block + stride) * length, length), left);
            }
        }
        partial.AsSpan(0, length).CopyTo(result.Span);
        ArrayPool<T>.Shared.Return(partial);
    }

    private static int Blocks(int rows) => Math.Max(1, (rows + Interpreter.BlockRows - 1) / Interpreter.BlockRows);

    /// <summary>The rows of an argument that a block of the result needs; all of it where its rows differ in kind.</summary>
    private static ReadOnlySpan<T> Part<T>(
        Expr node,
        int index,
        ImmutableArray<ReadOnlyMemory<T>> arguments,
        int start,
        int rows
    )
    {
        var argument = node.Arguments[index];
        return argument.Rows == node.Rows
            ? arguments[index].Span.Slice(start * argument.Columns, rows * argument.Columns)
            : arguments[index].Span;
    }

    private static void CopyColumns<T>(
        ReadOnlySpan<T> from,
        int fromColumns,
        int fromStart,
        Span<T> to,
        int toColumns,
        int toStart,
        int rows,
        int count
    )
    {
        for (var row = 0; row < rows; row++)
        {
            from.Slice((row * fromColumns) + fromStart, count).CopyTo(to[((row * toColumns) + toStart)..]);
        }
    }

    private static void LogSoftmax<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The largest logit goes first: max + log(sum) would lose the digits of the logarithm to a large max.
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
        var sum = T.Zero;
        foreach (var value in y)
        {
            sum += T.Exp(value);
        }
        TensorPrimitives.Subtract(y, T.Log(sum), y);
    }

    private static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Negate(x, y);
        TensorPrimitives.Exp(y, y);
        TensorPrimitives.Add(y, T.One, y);
        TensorPrimitives.Divide(T.One, y, y);
    }

    /// <summary>
    /// max(x, 0) + log(1 + exp(-|x|)): exact for large |x| of either sign. The logarithm is that of Kahan, as LogP1 of
    /// .NET rounds 1 + e first and so returns 0 for small e.
    /// </summary>
    private static void Softplus<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            var e = T.Exp(-T.Abs(x[i]));
            var u = T.One + e;
            y[i] = T.Max(x[i], T.Zero) + (u == T.One ? e : T.Log(u) * e / (u - T.One));
        }
    }
}
