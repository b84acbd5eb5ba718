using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>The same demonstrations from the files of other libraries: what each layout knows, and what it says it does not.</summary>
public class LayoutTests
{
    /// <summary>Layout; whether it holds final observations, terminations and ends; a part of each note.</summary>
    public static TheoryData<string, bool, bool, bool, string[]> Layouts =>
        new()
        {
            { "d4rl", true, true, true, [] },
            { "minari", true, true, true, [] },
            { "minari-dictionary", true, true, true, ["Observations are a dictionary of goal/x, position."] },
            {
                "robomimic",
                true,
                false,
                true,
                ["side by side lie eef, object", "do not tell termination from a time limit", "filter keys, train"]
            },
            { "paper", false, false, false, ["does not hold the observation after the last step, nor whether"] },
            { "d3rlpy", false, true, true, ["does not hold the observation after the last step"] },
            { "d3rlpy-episodes", false, true, false, ["nor whether one that did not terminate reached"] },
            { "d3rlpy-tuple", false, true, false, ["nor whether one that did not terminate reached"] },
            { "baselines", false, false, false, ["nor whether an episode terminated"] },
            { "baselines-flat", false, false, false, ["nor whether an episode terminated"] },
            {
                "baselines-returns",
                false,
                false,
                false,
                ["cut where the sum of rewards reaches", "nor whether an episode terminated"]
            },
        };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_layout_gives_what_it_knows(string name, bool final, bool terminated, bool ended, string[] notes)
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(Samples.Of(name))));
        var read = Demonstrations.Collect(view);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, -0.5f, 0, 1, -1], read.Actions!.Span.ToArray());
        Assert.False(read.ActionsAreDiscrete);
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([0L, 1, 2, 0, 1], read.Steps.Span.ToArray());
        Assert.Equal([1.0, 2, 3, 4, 5], read.Rewards!.Span.ToArray());
        Assert.Equal(final ? [60f, 70, 120, 130] : null, read.FinalObservations?.Span.ToArray());
        Assert.Equal(terminated ? [true, false] : null, read.Terminated?.Span.ToArray());
        Assert.Equal(ended ? [true, true] : null, read.Ended?.Span.ToArray());
        Assert.Equal(name.Split('-')[0], read.Source.Format);
        Assert.Equal(notes.Length, view.Describe().Notes.Length);
        Assert.All(notes.Zip(view.Describe().Notes), pair => Assert.Contains(pair.First, pair.Second));
        var report = DemonstrationInspector.Inspect(folder["d.npz"]);
        Assert.Empty(report.Problems);
        Assert.DoesNotContain(report.Notes, note => note.Contains("were ignored"));
    }

    [Theory]
    [MemberData(nameof(LayoutSamples.Names), MemberType = typeof(LayoutSamples))]
    public void Next_observations_go_on_to_the_final_one(string name)
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(Samples.Of(name))));
        Assert.Equal(
            view.Describe().Has(ColumnNames.NextObservation)
                ? [2f, 3, 4, 5, 60, 70, 8, 9, 120, 130]
                : [2f, 3, 4, 5, 8, 9],
            view.PairNext()
                .Read(ColumnNames.NextObservation)
                .SelectMany(batch => batch.Get<float>(ColumnNames.NextObservation).Values)
        );
    }

    [Theory]
    [MemberData(nameof(LayoutSamples.Names), MemberType = typeof(LayoutSamples))]
    public void Arrays_that_no_layout_knows_are_named(string name)
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of(name);
        arrays["weather"] = Npy.Floats([1], 1);
        var report = DemonstrationInspector.Inspect(folder.Put("d.npz", Npy.Zip(arrays)));
        Assert.Contains(report.Notes, note => note.Contains("does not know were ignored: weather."));
    }

    [Theory]
    [InlineData("d4rl", "actions")]
    [InlineData("minari", "episode_0/actions", "episode_1/actions")]
    [InlineData("robomimic", "data/demo_0/actions", "data/demo_1/actions")]
    [InlineData("d3rlpy-episodes", "actions_0", "actions_1")]
    [InlineData("baselines-flat", "acs")]
    public void Integers_are_choices(string name, params string[] actions)
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of(name);
        foreach (var array in actions)
        {
            var steps =
                actions.Length == 1 ? 5
                : array.Contains('0') ? 3
                : 2;
            arrays[array] = Npy.Longs([steps], [.. Enumerable.Range(0, steps).Select(i => (long)i)]);
        }
        var read = DemonstrationReader.Read(folder.Put("d.npz", Npy.Zip(arrays)));
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal(actions.Length == 1 ? 5 : 3, read.ActionCount);
    }

    [Theory]
    [InlineData("minari")]
    [InlineData("robomimic")]
    [InlineData("paper")]
    [InlineData("d3rlpy")]
    [InlineData("d4rl")]
    [InlineData("baselines")]
    public void A_layout_that_is_named_but_is_another_says_what_is_missing(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.npz", Npy.Zip(new Dictionary<string, byte[]> { ["w"] = Npy.Floats([1], 1) }));
        var options = new DemonstrationFileOptions { Format = name };
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path, options)).Message;
        Assert.Matches("there is no such array|holds no episodes", message);
    }
}
