using System.Collections.Immutable;

namespace Gail.Graphs;

/// <summary>
/// An immutable node of an expression graph: a matrix [rows, columns] computed from other nodes. Shapes are checked
/// when a node is made; nothing is broadcast silently.
/// </summary>
public sealed partial class Expr
{
    private Expr(Operation operation, ImmutableArray<Expr> arguments, Attributes attributes)
    {
        Operation = operation;
        Arguments = arguments;
        Attribute = attributes;
        (Rows, Columns) = ShapeRules.Infer(operation, arguments, attributes);
    }

    /// <summary>The operation.</summary>
    public Operation Operation { get; }

    /// <summary>The arguments.</summary>
    public ImmutableArray<Expr> Arguments { get; }

    /// <summary>The name of an input; empty otherwise.</summary>
    public string Name => Attribute.Name;

    /// <summary>The number of a scale, shift or fill.</summary>
    public double Number => Attribute.Number;

    /// <summary>The first column of a slice, or where columns are placed.</summary>
    public int Start => Attribute.Start;

    /// <summary>The rows.</summary>
    public RowCount Rows { get; }

    /// <summary>The columns.</summary>
    public int Columns { get; }

    internal Attributes Attribute { get; }

    /// <summary>Operation and shape, as in Tanh[batch, 64].</summary>
    public override string ToString() => $"{Operation}{(Name.Length > 0 ? $" '{Name}'" : "")}[{Rows}, {Columns}]";

    internal static Expr Make(Operation operation, ReadOnlySpan<Expr> arguments, Attributes attributes = default) =>
        new(operation, [.. arguments], attributes);

    /// <summary>The attributes of an operation besides its arguments; unused fields keep their defaults.</summary>
    internal readonly record struct Attributes
    {
        private readonly string? _name;

        public string Name
        {
            get => _name ?? "";
            init => _name = value;
        }

        public double Number { get; init; }

        public int Start { get; init; }

        public RowCount Rows { get; init; }

        public int Columns { get; init; }
    }
}
