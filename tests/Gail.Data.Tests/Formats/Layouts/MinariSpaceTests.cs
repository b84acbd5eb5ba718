using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>Minari's files by the spaces that they state, in Gymnasium's words.</summary>
public class MinariSpaceTests
{
    private static readonly (int Episode, int Steps)[] Episodes = [(0, 3), (1, 2)];

    /// <summary>The sample's arrays with a member of actions or observations in place of the whole, per episode.</summary>
    private static Dictionary<string, byte[]> With(
        string column,
        params (string Member, Func<int, byte[]> Rows)[] members
    )
    {
        var arrays = Samples.Of("minari");
        foreach (var (episode, steps) in Episodes)
        {
            arrays.Remove($"episode_{episode}/{column}");
            foreach (var (member, rows) in members)
            {
                var name = $"episode_{episode}/{column}{(member.Length > 0 ? "/" : "")}{member}";
                arrays[name] = rows(steps + (column == "observations" ? 1 : 0));
            }
        }
        return arrays;
    }

    private static byte[] Longs(int rows, params long[] row) =>
        Npy.Longs(
            row.Length == 1 ? [rows] : [rows, row.Length],
            [.. Enumerable.Repeat(row, rows).SelectMany(one => one)]
        );

    private static byte[] Floats(int rows, params float[] row) =>
        Npy.Floats([rows, row.Length], [.. Enumerable.Repeat(row, rows).SelectMany(one => one)]);

    private static IDataView View(
        TemporaryFolder folder,
        Dictionary<string, byte[]> arrays,
        string? action = null,
        string? observation = null,
        DemonstrationFileOptions? options = null
    )
    {
        var attributes = new Dictionary<string, string>();
        if (action is not null)
        {
            attributes["@action_space"] = action;
        }
        if (observation is not null)
        {
            attributes["@observation_space"] = observation;
        }
        return AttributedFile.View(folder, arrays, attributes, options);
    }

    [Fact]
    public void Dictionaries_of_actions_of_both_kinds_are_hybrid_actions_without_a_space_too()
    {
        using var folder = new TemporaryFolder();
        var view = View(
            folder,
            With("actions", ("move", rows => Floats(rows, 0.5f, -0.5f)), ("gripper", rows => Longs(rows, 1)))
        );
        var read = Demonstrations.Collect(view);
        Assert.Equal([1f, 0.5f, -0.5f], read.Actions!.Row(0).ToArray());
        Assert.Equal([ColumnPart.OfChoices("gripper", [2]), new ColumnPart("move", 2)], read.ActionParts.ToArray());
        Assert.False(read.ActionsAreDiscrete);
        Assert.True(view.Describe()[ColumnNames.Action].IsHybrid);
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
    }

    [Fact]
    public void The_space_of_nested_dictionaries_and_tuples_says_what_is_what()
    {
        using var folder = new TemporaryFolder();
        var space = """
            {"type": "Dict", "subspaces": {
              "arm": {"type": "Tuple", "subspaces": [
                {"type": "MultiDiscrete", "dtype": "int64", "nvec": [3, 4]},
                {"type": "Box", "dtype": "int64", "shape": [1]}]},
              "lamps": {"type": "MultiBinary", "n": [2]}}}
            """;
        var arrays = With(
            "actions",
            ("arm/_index_0", rows => Longs(rows, 2, 1)),
            ("arm/_index_1", rows => Longs(rows, 7)),
            (
                "lamps",
                rows =>
                    Npy.Of<byte>(
                        "|i1",
                        [rows, 2],
                        [.. Enumerable.Repeat(new byte[] { 1, 0 }, rows).SelectMany(one => one)]
                    )
            )
        );
        var read = Demonstrations.Collect(View(folder, arrays, space));
        Assert.Equal([2f, 1, 7, 1, 0], read.Actions!.Row(0).ToArray());
        Assert.Equal(
            [
                ColumnPart.OfChoices("arm/_index_0", [3, 4]),
                new ColumnPart("arm/_index_1", 1),
                ColumnPart.OfChoices("lamps", [2, 2]),
            ],
            read.ActionParts.ToArray()
        );
    }

    [Fact]
    public void Choices_that_begin_elsewhere_are_counted_from_0()
    {
        using var folder = new TemporaryFolder();
        var one = View(
            folder,
            With("actions", ("", rows => Longs(rows, -1))),
            """{"type": "Discrete", "dtype": "int64", "start": -3, "n": 5}"""
        );
        Assert.Equal([2f, 2, 2, 2, 2], Demonstrations.Collect(one).Actions!.Span.ToArray());
        Assert.Equal(5, Demonstrations.Collect(one).ActionCount);
        Assert.Contains(one.Describe().Notes, note => note.Contains("counted from 0"));
        var several = View(
            folder,
            With("actions", ("", rows => Longs(rows, 1, 0))),
            """{"type": "MultiDiscrete", "nvec": [2, 3], "start": [1, 0]}"""
        );
        Assert.Equal([0f, 0], Demonstrations.Collect(several).Actions!.Row(0).ToArray());
    }

    [Fact]
    public void Discrete_observations_are_one_hot_to_learners()
    {
        using var folder = new TemporaryFolder();
        var view = View(
            folder,
            With("observations", ("", rows => Longs(rows, 2))),
            observation: """{"type": "Discrete", "dtype": "int64", "start": 0, "n": 4}"""
        );
        var read = Demonstrations.Collect(view);
        Assert.Equal([ColumnPart.OfChoices(4)], read.ObservationParts.ToArray());
        Assert.Equal([0f, 0, 1, 0], read.Pairs().Observations.Row(0).ToArray());
        Assert.Equal([2f], read.FinalObservations!.Row(0).ToArray());
    }

    [Fact]
    public void A_label_that_its_space_has_not_is_named()
    {
        using var folder = new TemporaryFolder();
        var view = View(
            folder,
            With("actions", ("gear", rows => Longs(rows, 4))),
            """{"type": "Dict", "subspaces": {"gear": {"type": "Discrete", "n": 3, "start": 0}}}"""
        );
        Assert.Contains(
            "actions: step 0 of episode_0 is 4, expected an integer from 0 to 2.",
            Assert.Throws<DemonstrationException>(() => Demonstrations.Collect(view)).Message
        );
    }

    [Fact]
    public void A_space_of_another_width_is_refused()
    {
        using var folder = new TemporaryFolder();
        var message = Assert
            .Throws<DemonstrationException>(() =>
                View(
                    folder,
                    With("actions", ("", rows => Longs(rows, 1, 0))),
                    """{"type": "MultiDiscrete", "nvec": [2, 3, 4]}"""
                )
            )
            .Message;
        Assert.Contains("episode_0/actions: has 2 values per row but its space, MultiDiscrete, is of 3", message);
    }

    [Fact]
    public void Images_are_taken_by_name_and_alone()
    {
        using var folder = new TemporaryFolder();
        byte[] Pixels(int rows) =>
            Npy.Of<byte>("|u1", [rows, 2, 2, 3], [.. Enumerable.Range(0, rows * 12).Select(i => (byte)i)]);
        var both = With("observations", ("camera", Pixels), ("speed", rows => Floats(rows, 1)));

        var plain = View(folder, both);
        Assert.Equal(1, Demonstrations.Collect(plain).ObservationWidth);
        Assert.Contains(plain.Describe().Notes, note => note.StartsWith("Images were left out: camera."));

        var named = Demonstrations.Collect(
            View(folder, both, options: new() { ObservationParts = ["speed", "camera"] })
        );
        Assert.Equal([new("speed", 1), ColumnPart.OfShape("camera", [2, 2, 3])], named.ObservationParts.ToArray());
        Assert.Equal([1f, 12, 13], named.Observations.Row(1)[..3].ToArray());

        var alone = Demonstrations.Collect(View(folder, With("observations", ("", Pixels))));
        Assert.Equal([ColumnPart.OfShape("", [2, 2, 3])], alone.ObservationParts.ToArray());
        Assert.Equal(12, alone.ObservationWidth);
    }
}
