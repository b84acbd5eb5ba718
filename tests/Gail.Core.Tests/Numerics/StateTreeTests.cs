using FsCheck;
using FsCheck.Fluent;
using Gail.Numerics;

namespace Gail.Tests.Numerics;

public sealed class StateTreeTests
{
    private static readonly NdArray<float> One = NdArray.Vector([1f]);
    private static readonly NdArray<float> Two = NdArray.Vector([2f]);

    [Fact]
    public void Leaves_make_the_same_tree_again() =>
        Prop.ForAll(
                StateTrees.Trees,
                tree =>
                    StateTree.FromLeaves(tree.Leaves) is var again
                    && again.Equals(tree)
                    && again.GetHashCode() == tree.GetHashCode()
                    && again.Leaves.Select(leaf => leaf.Path).SequenceEqual(tree.Leaves.Select(leaf => leaf.Path))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Tree_holds_exactly_the_leaves_it_was_made_of() =>
        Prop.ForAll(
                StateTrees.Leaves,
                leaves =>
                    StateTree.FromLeaves(leaves) is var tree
                    && tree.Leaves.Count() == leaves.Length
                    && tree.IsEmpty == (leaves.Length == 0)
                    && leaves.All(leaf =>
                        tree.Contains(leaf.Path)
                        && leaf.Value.SameBits(tree.Leaves.Single(other => other.Path == leaf.Path).Value)
                    )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Siblings_keep_the_order_in_which_they_came()
    {
        var tree = StateTree.FromLeaves([
            new("z/b", One),
            new("a", One),
            new("z/a", One),
            new("m/x/y", One),
            new("m/w", One),
        ]);

        Assert.Equal(["z/b", "z/a", "a", "m/x/y", "m/w"], tree.Leaves.Select(leaf => leaf.Path));
        Assert.Equal(["z", "a", "m"], tree.Names);
    }

    [Fact]
    public void What_was_put_in_comes_out_and_nothing_else_changes() =>
        Prop.ForAll(
                StateTrees.Trees,
                tree =>
                {
                    var more = tree.With("d/e", Two);
                    return more.Get<float>("d/e").Equals(Two)
                        && more.Leaves.SkipLast(1).SequenceEqual(tree.Leaves)
                        && !tree.Contains("d/e");
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Replaced_path_keeps_its_place() =>
        Prop.ForAll(
                StateTrees.Trees,
                tree =>
                    tree.Leaves.All(leaf =>
                    {
                        var replaced = tree.With(leaf.Path, Two);
                        return replaced.Get<float>(leaf.Path).Equals(Two)
                            && replaced
                                .Leaves.Select(other => other.Path)
                                .SequenceEqual(tree.Leaves.Select(other => other.Path))
                            && replaced.With(leaf.Path, leaf.Value).Equals(tree);
                    })
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Subtrees_are_put_in_and_taken_out_whole() =>
        Prop.ForAll(
                StateTrees.Trees,
                StateTrees.Trees,
                (tree, child) =>
                    tree.With("d/e", child) is var both
                    && both.Child("d/e").Equals(child)
                    && both.Leaves.SequenceEqual([
                        .. tree.Leaves,
                        .. child.Leaves.Select(leaf => leaf with { Path = $"d/e/{leaf.Path}" }),
                    ])
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Equality_is_bitwise()
    {
        static StateTree Of(double value) => StateTree.Empty.With("x", NdArray.Vector([value]));

        Assert.Equal(Of(double.NaN), Of(double.NaN));
        Assert.NotEqual(Of(0.0), Of(-0.0));
        Assert.NotEqual(Of(0.0), StateTree.Empty.With("x", NdArray.Vector([0L])));
        Assert.NotEqual(Of(0.0), StateTree.Empty.With("y", NdArray.Vector([0.0])));
        Assert.NotEqual(Of(0.0), StateTree.Empty.With("x", Of(0.0)));
        Assert.NotEqual(StateTree.Empty.With("x", Of(0.0)), Of(0.0));
        Assert.NotEqual(Of(0.0), StateTree.Empty);
        Assert.False(Of(0.0).Equals(null));
        Assert.NotEqual(StateTree.Empty.With("x", One).With("y", One), StateTree.Empty.With("y", One).With("x", One));
    }

    [Fact]
    public void Prints_one_line_per_array() =>
        Assert.Equal(
            "a/b F32[1]\nc I64[]\n",
            StateTree.Empty.With("a/b", One).With("c", NdArray.Scalar(3L)).ToString()
        );

    [Fact]
    public void Tree_without_arrays_is_empty()
    {
        Assert.True(StateTree.Empty.IsEmpty);
        Assert.True(StateTree.Empty.With("carry", StateTree.Empty).IsEmpty);
        Assert.True(StateTree.Empty.With("carry", StateTree.Empty).Contains("carry"));
    }

    [Fact]
    public void Missing_paths_are_named_along_with_what_there_is()
    {
        var tree = StateTree.Empty.With("policy/weight", One).With("count", NdArray.Scalar(3L));

        AssertNames(() => tree.Get<float>("policy/bias"), "'policy/bias'", "'policy'", "'count'");
        AssertNames(() => tree.Get<float>("policy"), "'policy'");
        AssertNames(() => tree.Get<float>("policy/weight/more"), "'policy/weight/more'");
        AssertNames(() => tree.Child("value"), "'value'", "'policy'");
        AssertNames(() => tree.Child("count"), "'count'");
        AssertNames(() => tree.Get<float>("count"), "'count'", "I64[]", "F32");
        AssertNames(() => StateTree.Empty.Child("value"), "'value'", "nothing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    public void Empty_names_are_refused(string path)
    {
        Assert.ThrowsAny<ArgumentException>(() => StateTree.Empty.With(path, One));
        Assert.False(StateTree.Empty.With("a/b", One).Contains(path));
    }

    [Theory]
    [InlineData("a/b", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a", "a/b")]
    [InlineData("a", "a/b/c")]
    public void Colliding_leaves_are_refused_by_path(string first, string second)
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            StateTree.FromLeaves([new(first, One), new("other", One), new(second, Two)])
        );
        Assert.Contains($"'{second}'", failure.Message);
    }

    private static void AssertNames(Func<object> get, params string[] parts)
    {
        var message = Assert.Throws<KeyNotFoundException>(get).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
    }
}
