using System.Collections.Immutable;
using Gail.Graphs;

namespace Gail.Execution.Plans;

/// <summary>
/// Makes nodes, each only once: equal subexpressions are shared, and forms that have a cheaper one are rewritten as
/// they are made.
/// </summary>
internal sealed class PlanNodes
{
    private readonly Dictionary<Key, PlanNode> _known = [];
    private readonly List<PlanNode> _all = [];

    /// <summary>All nodes, each after its arguments.</summary>
    internal IReadOnlyList<PlanNode> All => _all;

    internal PlanNode Input(string name, RowCount rows, int columns) =>
        Node(PlanOperation.Input, [], rows, columns, new PlanAttributes(name));

    internal PlanNode Fill(float number, RowCount rows, int columns) =>
        Node(PlanOperation.Fill, [], rows, columns, new PlanAttributes(Scale: number));

    internal PlanNode InverseBatch() => Node(PlanOperation.InverseBatch, [], RowCount.Fixed(1), 1);

    internal PlanNode Add(PlanNode x, PlanNode y)
    {
        if (y.IsFill || x.IsFill)
        {
            return x.IsFill ? Affine(y, 1, x.Attributes.Scale) : Affine(x, 1, y.Attributes.Scale);
        }
        if (Repeated(x, y) is { } repeated)
        {
            return repeated(Add);
        }
        // A bias goes into the product it is added to.
        if (y.Operation == PlanOperation.RepeatRows && WithBias(x, y.Arguments[0]) is { } biased)
        {
            return biased;
        }
        return x.Operation == PlanOperation.RepeatRows && WithBias(y, x.Arguments[0]) is { } other
            ? other
            : Ordered(PlanOperation.Add, x, y);
    }

    internal PlanNode Subtract(PlanNode x, PlanNode y) =>
        y.IsFill ? Affine(x, 1, -y.Attributes.Scale)
        : x.IsFill ? Affine(y, -1, x.Attributes.Scale)
        : Repeated(x, y) is { } repeated ? repeated(Subtract)
        : Node(PlanOperation.Subtract, [x, y], x.Rows, x.Columns);

    internal PlanNode Multiply(PlanNode x, PlanNode y) =>
        y.IsFill ? Affine(x, y.Attributes.Scale, 0)
        : x.IsFill ? Affine(y, x.Attributes.Scale, 0)
        : Repeated(x, y) is { } repeated ? repeated(Multiply)
        : TanhOf(y) is { } tanhY ? Node(PlanOperation.TanhGradient, [x, tanhY], x.Rows, x.Columns)
        : TanhOf(x) is { } tanhX ? Node(PlanOperation.TanhGradient, [y, tanhX], x.Rows, x.Columns)
        : Ordered(PlanOperation.Multiply, x, y);

    internal PlanNode Divide(PlanNode x, PlanNode y) =>
        Repeated(x, y) is { } repeated ? repeated(Divide) : Node(PlanOperation.Divide, [x, y], x.Rows, x.Columns);

    internal PlanNode Affine(PlanNode x, float scale, float shift)
    {
        if (scale == 1 && shift == 0)
        {
            return x;
        }
        if (x.IsFill)
        {
            return Fill((scale * x.Attributes.Scale) + shift, x.Rows, x.Columns);
        }
        if (x.Operation == PlanOperation.Affine && (x.Attributes.Shift == 0 || scale is 1 or -1))
        {
            return Affine(x.Arguments[0], scale * x.Attributes.Scale, (scale * x.Attributes.Shift) + shift);
        }
        return Hoisted(x, argument => Affine(argument, scale, shift))
            ?? Node(PlanOperation.Affine, [x], x.Rows, x.Columns, new PlanAttributes(Scale: scale, Shift: shift));
    }

    /// <summary>A function of one matrix, element by element.</summary>
    internal PlanNode Function(PlanOperation operation, PlanNode x) =>
        Hoisted(x, argument => Function(operation, argument)) ?? Node(operation, [x], x.Rows, x.Columns);

    internal PlanNode LogSoftmax(PlanNode x) => Node(PlanOperation.LogSoftmax, [x], x.Rows, x.Columns);

    internal PlanNode Product(PlanNode x, PlanNode y) =>
        y.Columns == 1
            ? Node(PlanOperation.Dot, [x, Transpose(y)], x.Rows, 1)
            : Node(PlanOperation.Product, [x, y], x.Rows, y.Columns);

    internal PlanNode ProductRightTransposed(PlanNode x, PlanNode y) => Product(x, Transpose(y));

    internal PlanNode ProductLeftTransposed(PlanNode x, PlanNode y) =>
        // Whole vectors are read from y, 8 rows of the result at a time: a narrow y would waste most of either.
        3 * Work(y, x)
        < 2 * Work(x, y)
            ? Transpose(Node(PlanOperation.TransposedProduct, [y, x], RowCount.Fixed(y.Columns), x.Columns))
            : Node(PlanOperation.TransposedProduct, [x, y], RowCount.Fixed(x.Columns), y.Columns);

    internal PlanNode SumRows(PlanNode x) => Node(PlanOperation.SumRows, [x], RowCount.Fixed(1), x.Columns);

    internal PlanNode SumColumns(PlanNode x) => x.Columns == 1 ? x : Node(PlanOperation.SumColumns, [x], x.Rows, 1);

    internal PlanNode RepeatRows(PlanNode x, RowCount rows) =>
        x.IsFill ? Fill(x.Attributes.Scale, rows, x.Columns)
        : rows == x.Rows ? x
        : Node(PlanOperation.RepeatRows, [x], rows, x.Columns);

    internal PlanNode RepeatColumns(PlanNode x, int columns) =>
        x.IsFill ? Fill(x.Attributes.Scale, x.Rows, columns)
        : columns == x.Columns ? x
        : Node(PlanOperation.RepeatColumns, [x], x.Rows, columns);

    internal PlanNode SliceColumns(PlanNode x, int start, int columns)
    {
        if (start == 0 && columns == x.Columns)
        {
            return x;
        }
        switch (x.Operation)
        {
            case PlanOperation.Fill:
                return Fill(x.Attributes.Scale, x.Rows, columns);
            case PlanOperation.RepeatRows:
                return RepeatRows(SliceColumns(x.Arguments[0], start, columns), x.Rows);
            case PlanOperation.Concatenate:
                var first = 0;
                foreach (var part in x.Arguments)
                {
                    if (start >= first && start + columns <= first + part.Columns)
                    {
                        return SliceColumns(part, start - first, columns);
                    }
                    first += part.Columns;
                }
                break;
        }
        return Node(PlanOperation.SliceColumns, [x], x.Rows, columns, new PlanAttributes(Start: start));
    }

    internal PlanNode PlaceColumns(PlanNode x, int start, int columns) =>
        columns == x.Columns
            ? x
            : Node(PlanOperation.PlaceColumns, [x], x.Rows, columns, new PlanAttributes(Start: start));

    internal PlanNode Concatenate(ImmutableArray<PlanNode> parts) =>
        Node(PlanOperation.Concatenate, parts, parts[0].Rows, parts.Sum(part => part.Columns));

    internal PlanNode Transpose(PlanNode x) =>
        x.Operation == PlanOperation.Transpose ? x.Arguments[0]
        : x.Rows == RowCount.Fixed(1) && x.Columns == 1 ? x
        : Node(PlanOperation.Transpose, [x], RowCount.Fixed(x.Columns), x.Rows.Resolve(0));

    /// <summary>t, if a node is 1 - t t of a hyperbolic tangent t.</summary>
    private static PlanNode? TanhOf(PlanNode node) =>
        node is { Operation: PlanOperation.Affine, Attributes: { Scale: -1, Shift: 1 } }
        && node.Arguments[0] is { Operation: PlanOperation.Multiply } square
        && square.Arguments[0] == square.Arguments[1]
            ? square.Arguments[0]
            : null;

    private static long Work(PlanNode x, PlanNode y) =>
        (x.Columns == 1 ? 1 : Layout.RoundUp(x.Columns, 8)) * (Layout.RoundUp(y.Columns, 16) / 16L);

    private PlanNode? WithBias(PlanNode x, PlanNode bias)
    {
        switch (x.Operation)
        {
            case PlanOperation.Product or PlanOperation.Dot when x.Arguments.Length == 2:
                return Node(x.Operation, [.. x.Arguments, bias], x.Rows, x.Columns);
            case PlanOperation.Add:
                return WithBias(x.Arguments[1], bias) is { } second
                    ? Ordered(PlanOperation.Add, x.Arguments[0], second)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Rows or columns repeated are computed once and then repeated.</summary>
    private PlanNode? Hoisted(PlanNode x, Func<PlanNode, PlanNode> function) =>
        x.Operation switch
        {
            PlanOperation.RepeatRows => RepeatRows(function(x.Arguments[0]), x.Rows),
            PlanOperation.RepeatColumns => RepeatColumns(function(x.Arguments[0]), x.Columns),
            _ => null,
        };

    private Func<Func<PlanNode, PlanNode, PlanNode>, PlanNode>? Repeated(PlanNode x, PlanNode y) =>
        x.Operation != y.Operation ? null
        : x.Operation == PlanOperation.RepeatRows ? make => RepeatRows(make(x.Arguments[0], y.Arguments[0]), x.Rows)
        : x.Operation == PlanOperation.RepeatColumns
            ? make => RepeatColumns(make(x.Arguments[0], y.Arguments[0]), x.Columns)
        : null;

    private PlanNode Ordered(PlanOperation operation, PlanNode x, PlanNode y) =>
        Node(operation, x.Id <= y.Id ? [x, y] : [y, x], x.Rows, x.Columns);

    private PlanNode Node(
        PlanOperation operation,
        ImmutableArray<PlanNode> arguments,
        RowCount rows,
        int columns,
        PlanAttributes attributes = default
    )
    {
        // The default of a struct bypasses its parameters' defaults.
        attributes = attributes with
        {
            Name = attributes.Name ?? "",
        };
        var ids = string.Join(',', arguments.Select(argument => argument.Id));
        var key = new Key(operation, ids, rows, columns, attributes);
        if (!_known.TryGetValue(key, out var node))
        {
            node = new PlanNode(_all.Count, operation, arguments, rows, columns, attributes);
            _known.Add(key, node);
            _all.Add(node);
        }
        return node;
    }

    private readonly record struct Key(
        PlanOperation Operation,
        string Arguments,
        RowCount Rows,
        int Columns,
        PlanAttributes Attributes
    );
}
