using System.Text;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Tests.Views;

/// <summary>Laws of views: reading gives what collecting gives, as often as one likes, whole or in part.</summary>
public class ViewTests
{
    public static TheoryData<long> Seeds => new(Enumerable.Range(0, 40).Select(seed => (long)seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Demonstrations_are_what_their_view_collects_to(long seed)
    {
        var demonstrations = Samples.Random(seed);
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(demonstrations.AsView())));
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(new Plain(demonstrations.AsView()))));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_file_read_in_batches_is_the_file_read_as_a_whole(long seed)
    {
        using var folder = new TemporaryFolder();
        var demonstrations = Samples.Random(seed);
        DemonstrationWriter.Write(folder["d.npz"], demonstrations);
        var view = DemonstrationReader.Open(folder["d.npz"]);
        Assert.Equal(demonstrations.StepCount, view.GetRowCount());
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(view)));
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(new Plain(view))));
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(new Plain(view))), "the second time");
    }

    [Theory]
    [InlineData("stable-baselines")]
    [InlineData("imitation")]
    [InlineData("gail")]
    [MemberData(nameof(LayoutSamples.Names), MemberType = typeof(LayoutSamples))]
    public void Every_layout_reads_the_same_in_batches(string layout)
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(Samples.Of(layout))));
        Assert.True(Demonstrations.Collect(view).SameBits(Demonstrations.Collect(new Plain(view))));
        Assert.StartsWith(view.Describe().Source.Format, layout);
    }

    [Fact]
    public void Next_observations_are_those_of_the_next_row_or_the_final_one()
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(Samples.Imitation())));
        var batch = view.Read([ColumnNames.NextObservation]).Single();
        Assert.Equal(
            [2f, 3, 4, 5, 60, 70, 10, 11, 120, 130],
            batch.Get<float>(ColumnNames.NextObservation).Span.ToArray()
        );
        Assert.Equal([ColumnNames.NextObservation], batch.Names);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(Samples.StableBaselines())));
        var message = Assert.Throws<DemonstrationException>(() => view.Read(["velocity"])).Message;
        Assert.Contains(
            "velocity: there is no such column; there are episode, t, observation, action, reward",
            message
        );
    }

    [Fact]
    public void A_folder_is_its_files_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (Samples.Imitation(), Samples.Imitation());
        second["obs"] = Npy.Floats([7, 2], [.. Enumerable.Range(0, 14).Select(i => (float)-i)]);
        folder.Put("a.npz", Npy.Zip(first));
        folder.Put("b.npz", Npy.Zip(second));
        var (one, two) = (DemonstrationReader.Read(folder["a.npz"]), DemonstrationReader.Read(folder["b.npz"]));
        Assert.True(one.Concat(two).SameBits(DemonstrationReader.Read(folder["."])));
    }

    [Fact]
    public void Files_of_a_folder_come_in_the_order_of_the_numbers_in_their_names()
    {
        using var folder = new TemporaryFolder();
        foreach (var number in new[] { 10, 2, 0, 1 })
        {
            folder.Put($"ep{number}.csv", Encoding.UTF8.GetBytes($"obs_0,act_0\n{number},0\n"));
        }
        Assert.Equal([0f, 1f, 2f, 10f], DemonstrationReader.Read(folder["."]).Observations.Span.ToArray());
        var note = Assert.Single(DemonstrationReader.Open(folder["."]).Describe().Notes);
        Assert.Contains("all rows of one file are taken for one episode", note);
    }

    [Fact]
    public void A_folder_of_folders_says_that_they_are_not_read()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["ep10"]);
        Directory.CreateDirectory(folder["ep9"]);
        Directory.CreateDirectory(folder[".git"]);
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(folder["."])).Message;
        Assert.Contains("is a folder without files, expected demonstrations; the folders in it are not read", message);
        Assert.EndsWith($"as {folder["./ep9"]}.", message);
    }

    [Fact]
    public void A_folder_of_different_things_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Put("a.npz", Npy.Zip(Samples.Imitation()));
        folder.Put("b.npz", Npy.Zip(Samples.StableBaselines()));
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(folder["."])).Message;
        Assert.Contains("b.npz: action: is discrete F32 of 1 values but F32 of 1 values in", message);
    }

    [Fact]
    public void Pairing_takes_the_next_observation_and_leaves_out_the_last_step_where_it_is_not_known()
    {
        using var folder = new TemporaryFolder();
        float[] Values(IDataView view, string column) =>
            [.. view.Read(column).SelectMany(batch => batch.Get<float>(column).Values)];
        var known = DemonstrationReader.Open(folder.Put("i.npz", Npy.Zip(Samples.Imitation()))).PairNext();
        Assert.Equal([2f, 3, 4, 5, 60, 70, 10, 11, 120, 130], Values(known, ColumnNames.NextObservation));
        var unknown = DemonstrationReader.Open(folder.Put("s.npz", Npy.Zip(Samples.StableBaselines()))).PairNext();
        Assert.Equal([0f, 1, 2, 3, 6, 7], Values(unknown, ColumnNames.Observation));
        Assert.Equal([2f, 3, 4, 5, 8, 9], Values(unknown, ColumnNames.NextObservation));
        Assert.Equal([0, 2], Demonstrations.Collect(unknown).EpisodeStarts.ToArray());
    }
}
