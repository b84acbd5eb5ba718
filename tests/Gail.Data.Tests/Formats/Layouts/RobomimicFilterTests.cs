using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Hdf5;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>Reading only the demonstrations that a robomimic file's filter key names.</summary>
public class RobomimicFilterTests
{
    // demo_7 is damaged, which matters only to those who read it.
    private const string Script = """
        with h5.File(args[0], 'w') as f:
            for e in (0, 1, 10, 2, 7):
                g = f.create_group(f'data/demo_{e}')
                g['actions'] = np.full((2, 1), e / 10.0)
                g['rewards'] = np.array([0.0, 1.0])
                g['dones'] = np.array([0, 1])
                g['obs/eef'] = np.full((3 if e == 7 else 2, 1), float(e))
                g['next_obs/eef'] = np.full((2, 1), e + 0.5)
            f['mask/train'] = np.array(['demo_10', 'demo_0', 'demo_2'], dtype='S')
            f['mask/valid'] = ['demo_1']
            f['mask/all'] = np.array([f'demo_{e}' for e in (0, 1, 2, 7, 10)], dtype='S')
            f['mask/none'] = np.zeros(0, 'S8')
            f['mask/gone'] = np.array(['demo_1', 'demo_3', 'demo_30'], dtype='S')
            f['mask/numbers'] = [1, 2]
        """;

    static RobomimicFilterTests() => Hdf5ChildTests.UseThisProgram();

    private static DemonstrationFileOptions Options(string? key, NativeIsolation isolation) =>
        new() { FilterKey = key, Isolation = isolation };

    [Theory]
    [InlineData(NativeIsolation.InProcess)]
    [InlineData(NativeIsolation.ChildProcess)]
    public void The_demonstrations_of_a_filter_key_are_read_in_the_files_order(NativeIsolation isolation)
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py(Script, folder["f.hdf5"]);
        var view = DemonstrationReader.Open(folder["f.hdf5"], Options("train", isolation));
        var read = Demonstrations.Collect(view);
        Assert.Equal([0f, 0, 2, 2, 10, 10], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, 2.5f, 10.5f], read.FinalObservations!.Span.ToArray());
        Assert.Contains(view.Describe().Notes, note => note.Contains("Of the file's 5 demonstrations the 3"));
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
        var valid = DemonstrationReader.Read(folder["f.hdf5"], Options("valid", isolation));
        Assert.Equal([1f, 1], valid.Observations.Span.ToArray());
        var report = DemonstrationInspector.Inspect(folder["f.hdf5"], null, Options("valid", isolation));
        Assert.DoesNotContain(report.Notes, note => note.Contains("ignored"));
        Assert.DoesNotContain(report.Problems, problem => problem.Contains("mask/"));
    }

    [Theory]
    [InlineData("test", "there is no filter key 'test'; there are all, gone, none, numbers, train, valid.")]
    [InlineData("none", "mask/none: names no demonstrations")]
    [InlineData("gone", "mask/gone: names demonstrations that the file does not hold: demo_3, demo_30;")]
    [InlineData("numbers", "mask/numbers: expected a list of texts")]
    [InlineData("all", "data/demo_7/obs/eef: has 3 rows but the episode has 2 steps")]
    [InlineData(null, "data/demo_7/obs/eef: has 3 rows but the episode has 2 steps")]
    public void What_is_wrong_with_a_filter_key_is_said(string? key, string problem)
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py(Script, folder["f.hdf5"]);
        var wrong = Assert.Throws<DemonstrationException>(() =>
            DemonstrationReader.Open(folder["f.hdf5"], Options(key, NativeIsolation.InProcess))
        );
        Assert.Contains(problem, wrong.Message);
    }

    [Fact]
    public void Without_one_all_are_read_and_the_note_says_how_to_choose()
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(Samples.Of("robomimic"))));
        Assert.Equal(2, Demonstrations.Collect(view).EpisodeCount);
        Assert.Contains(
            view.Describe().Notes,
            note => note.Contains("filter keys, train; all demonstrations") && note.Contains("--filter-key")
        );
    }

    [Fact]
    public void Names_come_from_any_file_that_holds_text()
    {
        using var folder = new TemporaryFolder();
        IDataView View(params string[] names) =>
            AttributedFile.View(
                folder,
                Samples.Of("robomimic"),
                [],
                new DemonstrationFileOptions { FilterKey = "train" },
                new() { ["mask/train"] = [.. names] }
            );
        Assert.Equal([6f, 7, 8, 9], Demonstrations.Collect(View("demo_1")).Observations.Span.ToArray());
        Assert.Equal(2, Demonstrations.Collect(View("demo_1", "demo_0", "demo_1")).EpisodeCount);
    }

    [Fact]
    public void Files_without_filter_keys_say_so()
    {
        using var folder = new TemporaryFolder();
        var options = new DemonstrationFileOptions { FilterKey = "train" };
        var arrays = Samples.Of("robomimic").Where(pair => !pair.Key.StartsWith("mask"));
        Refused(folder.Put("r.npz", Npy.Zip(arrays)), "there is no filter key 'train'; the file has none");
        Refused(folder.Put("g.npz", Npy.Zip(Samples.StableBaselines())), "stable-baselines, has no filter keys");
        Refused(folder.Put("t.csv", "obs_0,act_0\n1,2\n"u8.ToArray()), "csv, has no filter keys");

        void Refused(string path, string problem) =>
            Assert.Contains(
                problem,
                Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(path, options)).Message
            );
    }
}
