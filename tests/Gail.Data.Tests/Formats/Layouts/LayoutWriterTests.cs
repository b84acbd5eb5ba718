using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Layouts.Minari;
using Gail.Data.Tests.Formats.Hdf5;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>Files of other libraries' layouts written here: read back here, and by h5py as those libraries would.</summary>
public class LayoutWriterTests
{
    /// <summary>Random demonstrations with all that the layouts need.</summary>
    private static Demonstrations Whole(long seed)
    {
        var random = Samples.Random(seed);
        var (rows, episodes, width) = (random.StepCount, random.EpisodeCount, random.ObservationWidth);
        return Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = random.Observations,
                Actions = random.Actions,
                ActionsAreDiscrete = random.ActionsAreDiscrete,
                ActionCount = random.ActionCount,
                EpisodeStarts = random.EpisodeStarts,
                Rewards = NdArray.Vector<double>([.. Enumerable.Range(0, rows).Select(row => 0.1 * row)]),
                FinalObservations = NdArray.Matrix<float>(
                    episodes,
                    width,
                    [.. Enumerable.Range(0, episodes * width).Select(i => i + 0.25f)]
                ),
                Terminated = NdArray.Vector<bool>([.. Enumerable.Range(0, episodes).Select(e => e % 3 == 0)]),
                Ended = NdArray.Vector<bool>([.. Enumerable.Range(0, episodes).Select(e => e % 3 != 1)]),
                Source = new DemonstrationSource { EnvironmentId = seed % 2 == 0 ? "CartPole-v1" : "" },
            }
        );
    }

    private static DemonstrationColumns Columns(Demonstrations all) =>
        new()
        {
            Observations = all.Observations,
            Actions = all.Actions,
            ActionsAreDiscrete = all.ActionsAreDiscrete,
            EpisodeStarts = all.EpisodeStarts,
            Rewards = all.Rewards,
            FinalObservations = all.FinalObservations,
            Terminated = all.Terminated,
            Ended = all.Ended,
        };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Minari_gives_back_every_bit(long seed)
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        var written = Whole(seed);
        DemonstrationWriter.Write(folder["d.h5"], written);
        var view = DemonstrationReader.Open(folder["d.h5"]);
        var read = Demonstrations.Collect(view);
        Assert.True(read.SameBits(written));
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
        Assert.Equal("minari", read.Source.Format);
        Assert.Equal(written.Source.EnvironmentId, read.Source.EnvironmentId);
        Assert.Empty(view.Describe().Notes);
        Assert.Equal(["d.h5"], folder.Files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_papers_layout_gives_back_what_it_holds(long seed)
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        var written = Whole(seed);
        DemonstrationWriter.Write(folder["d.h5"], written, "paper");
        var read = DemonstrationReader.Read(folder["d.h5"]);
        Assert.Equal("paper", read.Source.Format);
        Assert.True(read.Observations.SameBits(written.Observations));
        Assert.True(read.Actions!.SameBits(written.Actions!));
        Assert.True(read.Rewards!.SameBits(written.Rewards!));
        Assert.Equal(written.EpisodeStarts.ToArray(), read.EpisodeStarts.ToArray());
        Assert.Equal(written.ActionsAreDiscrete, read.ActionsAreDiscrete);
        Assert.Null(read.FinalObservations);
        Assert.Null(read.Terminated);
        Assert.Null(read.Ended);
    }

    [Fact]
    public void Dictionaries_come_back_as_dictionaries_where_their_order_is_that_of_names()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(folder.Put("d", Npy.Zip(Samples.Of("minari-dictionary"))));
        DemonstrationWriter.Write(folder["d.h5"], read, "minari");
        Assert.True(DemonstrationReader.Read(folder["d.h5"]).SameBits(read));
        var turned = Demonstrations.Create(
            Columns(read) with
            {
                ObservationParts = [new ColumnPart("position", 1), new ColumnPart("goal", 1)],
            }
        );
        DemonstrationWriter.Write(folder["d.h5"], turned, "minari");
        var plain = DemonstrationReader.Read(folder["d.h5"]);
        Assert.True(plain.Observations.SameBits(turned.Observations));
        Assert.Empty(plain.ObservationParts);
    }

    /// <summary>The layout, the column to leave out, a part of the message.</summary>
    public static TheoryData<string, string, string> Lacking =>
        new()
        {
            { "minari", "actions", "actions: the layout 'minari' needs them, but these demonstrations hold none" },
            { "minari", "rewards", "rewards: the layout 'minari' needs them" },
            { "minari", "final_observations", "final_observations: the layout 'minari' needs them" },
            { "minari", "terminated", "WithTerminationFromStepLimit tells them" },
            { "minari", "ended", "ended: the layout 'minari' needs them" },
            { "paper", "actions", "actions: the layout 'paper' needs them" },
            { "paper", "rewards", "none are made up. The layout 'gail' (.npz) can do without." },
        };

    [Theory]
    [MemberData(nameof(Lacking))]
    public void What_a_layout_needs_is_never_made_up(string layout, string without, string expected)
    {
        using var folder = new TemporaryFolder();
        var all = Columns(Whole(1));
        var lacking = Demonstrations.Create(
            without switch
            {
                "actions" => all with { Actions = null, ActionsAreDiscrete = false },
                "rewards" => all with { Rewards = null },
                "final_observations" => all with { FinalObservations = null },
                "terminated" => all with { Terminated = null },
                _ => all with { Ended = null },
            }
        );
        var message = Assert
            .Throws<DemonstrationException>(() => DemonstrationWriter.Write(folder["d.h5"], lacking, layout))
            .Message;
        Assert.Contains(expected, message);
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("minari")]
    [InlineData("paper")]
    public void Steps_that_were_left_out_are_refused(string layout)
    {
        using var folder = new TemporaryFolder();
        var some = Whole(1).KeepEvery(2, RandomKey.FromSeed(1));
        var message = Assert
            .Throws<DemonstrationException>(() => DemonstrationWriter.Write(folder["d.h5"], some, layout))
            .Message;
        Assert.Contains($"steps were left out, which the layout '{layout}' cannot say", message);
    }

    [Theory]
    [InlineData("minari")]
    [InlineData("paper")]
    public void Equal_demonstrations_give_equal_bytes(string layout)
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        DemonstrationWriter.Write(folder["a.h5"], Whole(2), layout);
        DemonstrationWriter.Write(folder["b.h5"], Whole(2), layout);
        Assert.Equal(File.ReadAllBytes(folder["a.h5"]), File.ReadAllBytes(folder["b.h5"]));
    }

    [Fact]
    public void Layouts_that_are_written_are_listed_as_such() =>
        Assert.Equal(
            ["gail", "minari", "paper"],
            DemonstrationReader
                .Formats.Where(format => format.IsWritten && ArrayLayouts.All.Any(layout => layout.Name == format.Name))
                .Select(format => format.Name)
        );

    /// <summary>After Minari's HDF5Storage and MinariStorage: what they look up must be there and of the right type.</summary>
    [Fact]
    public void Minaris_own_way_of_reading_finds_everything()
    {
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(folder.Put("d", Npy.Zip(Samples.Of("minari-dictionary"))));
        var written = Demonstrations.Create(
            Columns(read) with
            {
                ObservationParts = read.ObservationParts,
                Source = new DemonstrationSource { EnvironmentId = "PointMaze_UMaze-v3" },
            }
        );
        DemonstrationWriter.Write(folder["main_data.hdf5"], written);
        var output = Hdf5Needs.H5Py(
            """
            with open(args[1]) as m:
                meta = json.load(m)
            assert type(meta['total_episodes']) is int and type(meta['total_steps']) is int
            assert meta['data_format'] == 'hdf5' and meta['minari_version'] == '0.5.0'
            space = json.loads(meta['observation_space'])
            spec = json.loads(meta['env_spec'])
            assert spec.pop('additional_wrappers') == []
            print(meta['total_episodes'], meta['total_steps'], meta['dataset_id'], sorted(spec.items()))
            print(space['type'], list(space['subspaces']), space['subspaces']['position'])
            print(json.loads(meta['action_space']))
            def decode(item):
                return {k: decode(v) for k, v in item.items()} if isinstance(item, h5.Group) else item[()].tolist()
            with h5.File(args[0], 'r') as f:
                print(len(f.keys()), f.attrs['total_episodes'].item(), f.attrs['total_steps'].item(), f.attrs['dataset_id'] == meta['dataset_id'])
                for e in range(meta['total_episodes']):
                    g = f[f'episode_{e}']
                    print(g.attrs.get('id'), g.attrs.get('total_steps'), decode(g['observations']), g['actions'][()].tolist(),
                          g['rewards'][:].tolist(), g['terminations'][:].tolist(), g['truncations'][:].tolist(), g['terminations'].dtype, decode(g['infos']))
            """,
            folder["main_data.hdf5"],
            folder["metadata.json"]
        );
        Assert.Equal(
            """
            2 5 gail/PointMaze_UMaze-v3/expert-v0 [('id', 'PointMaze_UMaze-v3')]
            Dict ['goal', 'position'] {'type': 'Box', 'dtype': 'float32', 'shape': [1], 'low': [-inf], 'high': [inf]}
            {'type': 'Box', 'dtype': 'float32', 'shape': [1], 'low': [-inf], 'high': [inf]}
            2 2 5 True
            0 3 {'goal': {'x': [[0.0], [2.0], [4.0], [60.0]]}, 'position': [[1.0], [3.0], [5.0], [70.0]]} [[0.5], [-0.5], [0.0]] [1.0, 2.0, 3.0] [False, False, True] [False, False, False] bool {}
            1 2 {'goal': {'x': [[6.0], [8.0], [120.0]]}, 'position': [[7.0], [9.0], [130.0]]} [[1.0], [-1.0]] [4.0, 5.0] [False, False] [False, True] bool {}
            """,
            output.TrimEnd(),
            ignoreLineEndingDifferences: true
        );
        Assert.True(DemonstrationReader.Read(folder["main_data.hdf5"]).SameBits(written));
    }

    /// <summary>Two steps; the second action is beyond the bounds of Pendulum-v1, which clips it.</summary>
    private static Demonstrations Pendulum(bool discrete = false) =>
        Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(2, 3, [1, 0, 0.1f, 0, 1, 0.2f]),
                Actions = NdArray.Matrix<float>(2, 1, discrete ? [0, 1] : [-2, 2.5f]),
                ActionsAreDiscrete = discrete,
                EpisodeStarts = [0],
                Rewards = NdArray.Vector<double>([0, 0]),
                FinalObservations = NdArray.Matrix<float>(1, 3, [0, -1.5f, 8]),
                Terminated = NdArray.Vector<bool>([false]),
                Ended = NdArray.Vector<bool>([true]),
                ObservationParts = [new ColumnPart("a/cos", 1), new ColumnPart("b", 2)],
            }
        );

    private static string Spaces(TemporaryFolder folder, Demonstrations written, EnvironmentSpec? environment)
    {
        DemonstrationWriter.Write(folder["main_data.hdf5"], written, format: null, environment);
        var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder["metadata.json"])).RootElement;
        return $"{json.GetProperty("observation_space")}\n{json.GetProperty("action_space")}";
    }

    [Fact]
    public void Minaris_spaces_have_the_environments_bounds_where_they_are_kept_to()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        var spec = BuiltInEnvironments.Create("Pendulum-v1").Spec;
        Assert.Equal(
            """
            {"type": "Dict", "subspaces": { "a": {"type": "Dict", "subspaces": { "cos": {"type": "Box", "dtype": "float32", "shape": [1], "low": [-1], "high": [1]} } }, "b": {"type": "Box", "dtype": "float32", "shape": [2], "low": [-Infinity, -8], "high": [1, 8]} } }
            {"type": "Box", "dtype": "float32", "shape": [1], "low": [-2], "high": [Infinity]}
            """,
            Spaces(folder, Pendulum(), spec),
            ignoreLineEndingDifferences: true
        );
        var read = DemonstrationReader.Read(folder["main_data.hdf5"]);
        Assert.True(read.SameBits(Pendulum()));
        // Of another width they are not its.
        Assert.Equal(
            Spaces(folder, Pendulum(), environment: null),
            Spaces(folder, Pendulum(), BuiltInEnvironments.Create("MountainCar-v0").Spec)
        );
    }

    [Fact]
    public void Minaris_choices_are_all_that_the_environment_has()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        var spec = BuiltInEnvironments.Create("Acrobot-v1").Spec;
        var seen = Pendulum(discrete: true);
        Assert.Contains("\"n\": 3", Spaces(folder, seen, spec));
        Assert.DoesNotContain("\"n\": 3", Spaces(folder, seen, environment: null));
    }

    /// <summary>After load_dataset of the authors' imitate_mj.py.</summary>
    [Fact]
    public void The_authors_own_way_of_reading_finds_everything()
    {
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(folder.Put("d", Npy.Zip(Samples.Of("minari"))));
        DemonstrationWriter.Write(folder["d.h5"], read, "paper");
        var output = Hdf5Needs.H5Py(
            """
            with h5.File(args[0], 'r') as f:
                obs, a, r, n = (f[name][:2, ...][...] for name in ('obs_B_T_Do', 'a_B_T_Da', 'r_B_T', 'len_B'))
            print(obs.shape, a.shape, r.sum(axis=1).tolist(), n.tolist())
            print(np.concatenate([obs[i, 0:l:1, :] for i, l in enumerate(n)]).tolist())
            """,
            folder["d.h5"]
        );
        Assert.Equal(
            """
            (2, 3, 2) (2, 3, 1) [6.0, 9.0] [3, 2]
            [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]
            """,
            output.TrimEnd(),
            ignoreLineEndingDifferences: true
        );
    }

    [Theory]
    [InlineData("", "gail/expert-v0")]
    [InlineData("Hopper-v1", "gail/Hopper-v1/expert-v0")]
    [InlineData("ALE/Pong-v5", "gail/ALE/Pong-v5/expert-v0")]
    [InlineData("/Café v0!", "gail/Caf--v0/expert-v0")]
    public void Ids_of_data_sets_are_such_as_Minari_takes(string environment, string expected) =>
        Assert.Equal(expected, MinariNames.DatasetId(environment));

    [Theory]
    [InlineData("CartPole-v1", true)]
    [InlineData("ALE/Pong-v5", true)]
    [InlineData("my.task:x", true)]
    [InlineData("a/b/c-v0", false)]
    [InlineData("with space-v0", false)]
    [InlineData("", false)]
    public void Ids_of_environments_are_such_as_Gymnasium_takes(string id, bool expected) =>
        Assert.Equal(expected, MinariNames.IsEnvironmentId(id));
}
