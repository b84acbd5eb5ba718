using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public sealed class StateTreeTests
{
    private static readonly NdArray<float> One = NdArray.Vector([1f]);
    private static readonly NdArray<float> Two = NdArray.Vector([2f]);

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
