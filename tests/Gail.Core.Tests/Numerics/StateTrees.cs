using FsCheck;
using FsCheck.Fluent;
using Gail.Numerics;

namespace Gail.Tests.Numerics;

/// <summary>Arbitrary arrays of every element type, and trees of them with colliding names.</summary>
internal static class StateTrees
{
    private static readonly Gen<Shape> Shapes = Gen.Choose(0, 3)
        .SelectMany(rank => Gen.ArrayOf(Gen.Choose(0, 3), rank))
        .Select(extents => new Shape(extents));

    /// <summary>Any bits, NaN with payload and -0 among them.</summary>
    internal static Arbitrary<NdArray> Arrays { get; } =
        Arb.From(
            Gen.Elements(Enum.GetValues<ElementType>())
                .SelectMany(type => Shapes.SelectMany(shape => ArrayOf(type, shape)))
        );

    /// <summary>Some leaves of a tree, each with another path, none of them the beginning of another.</summary>
    internal static Arbitrary<StateLeaf[]> Leaves { get; } =
        Arb.From(
            Gen.ArrayOf(Gen.Elements("a", "b", "c"), 3)
                .Select(names => string.Join('/', names))
                .SelectMany(path => Arrays.Generator.Select(array => new StateLeaf(path, array)))
                .ArrayOf()
                .Select(leaves => leaves.DistinctBy(leaf => leaf.Path).ToArray())
        );

    internal static Arbitrary<StateTree> Trees { get; } =
        Arb.From(Leaves.Generator.Select(leaves => StateTree.FromLeaves(leaves)));

    private static Gen<NdArray> ArrayOf(ElementType type, Shape shape)
    {
        var size = type switch
        {
            ElementType.Bool => 1,
            ElementType.F32 => 4,
            _ => 8,
        };
        var special = type switch
        {
            ElementType.F32 => BitConverter.GetBytes(-0f),
            ElementType.F64 => BitConverter.GetBytes(double.NaN),
            _ => new byte[size],
        };
        var element = Gen.OneOf(
            Gen.Constant(special),
            Gen.ArrayOf(Gen.Choose(0, type == ElementType.Bool ? 1 : 255).Select(value => (byte)value), size)
        );
        return Gen.ArrayOf(element, shape.Length)
            .Select(elements => NdArray.FromBytes(type, shape, elements.SelectMany(bytes => bytes).ToArray()));
    }
}
