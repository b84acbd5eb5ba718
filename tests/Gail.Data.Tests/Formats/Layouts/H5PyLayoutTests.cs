using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Hdf5;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>Files that h5py wrote the way the libraries do.</summary>
public class H5PyLayoutTests
{
    private static IDataView Written(
        TemporaryFolder folder,
        string script,
        string name = "f.hdf5",
        DemonstrationFileOptions? options = null
    )
    {
        Hdf5Needs.H5Py("with h5.File(args[0], 'w', track_order=True) as f:\n" + script, folder[name]);
        return DemonstrationReader.Open(folder[name], options ?? DemonstrationFileOptions.Default);
    }

    [Fact]
    public void Minari_with_a_dictionary_and_metadata_beside()
    {
        using var folder = new TemporaryFolder();
        var view = Written(
            folder,
            """
                for e in range(12):
                    g = f.create_group(f'episode_{e}')
                    g.attrs['id'] = e
                    g.attrs['total_steps'] = 3
                    if e % 2: g.attrs['seed'] = 100 + e
                    o = g.create_group('observations')
                    for key, width in (('observation', 2), ('achieved_goal', 1)):
                        a = 100 * e + np.arange(4 * width).reshape(4, width) + (50 if width == 1 else 0)
                        o.create_dataset(key, data=a.astype('f8'), chunks=True, maxshape=(None, width))
                    g.create_dataset('actions', data=np.full((3, 2), e, 'f4'), chunks=True, maxshape=(None, 2))
                    g.create_dataset('rewards', data=np.arange(3.0), chunks=True, maxshape=(None,))
                    g.create_dataset('terminations', data=np.array([False, False, e == 3]), chunks=True, maxshape=(None,))
                    g.create_dataset('truncations', data=np.array([False, False, e != 3]), chunks=True, maxshape=(None,))
                    i = g.create_group('infos')
                    i.create_dataset('success', data=np.zeros(4, bool), chunks=True, maxshape=(None,))
            spec = json.dumps({'id': 'PointMaze_UMaze-v3', 'entry_point': 'x', 'additional_wrappers': []})
            space = json.dumps({'type': 'Box', 'dtype': 'float32', 'shape': [2], 'low': [-np.inf] * 2, 'high': [1.0, np.inf]})
            with open(args[0].replace('main_data.hdf5', 'metadata.json'), 'w') as m:
                json.dump({'total_episodes': 12, 'total_steps': 36, 'data_format': 'hdf5', 'observation_space': space,
                           'action_space': space, 'env_spec': spec, 'dataset_id': 'a/b-v0', 'minari_version': '0.5.0'}, m)
            """,
            "main_data.hdf5"
        );
        var read = Demonstrations.Collect(view);
        Assert.Equal("minari", read.Source.Format);
        Assert.Equal("PointMaze_UMaze-v3", read.Source.EnvironmentId);
        Assert.Equal(12, read.EpisodeCount);
        Assert.Equal(36, read.StepCount);
        Assert.Equal(
            [new ColumnPart("achieved_goal", 1), new ColumnPart("observation", 2)],
            read.ObservationParts.ToArray()
        );
        // Episode 10 comes after episode 9, not after episode 1.
        Assert.Equal([1051f, 1002, 1003], read.Observations.Row(31).ToArray());
        Assert.Equal([1053f, 1006, 1007], read.FinalObservations!.Row(10).ToArray());
        Assert.Equal(Enumerable.Range(0, 12).Select(e => e == 3), read.Terminated!.Values);
        Assert.All(read.Ended!.Values, Assert.True);
        Assert.False(read.ActionsAreDiscrete);
        Assert.Equal("Observations are a dictionary of achieved_goal, observation.", view.Describe().Notes.Single());
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
        Assert.True(read.SameBits(DemonstrationReader.Read(folder["."])));
        Assert.DoesNotContain(
            DemonstrationInspector.Inspect(folder["main_data.hdf5"]).Notes,
            note => note.Contains("ignored")
        );
    }

    [Fact]
    public void D4rl()
    {
        using var folder = new TemporaryFolder();
        var view = Written(
            folder,
            """
                n = 10000
                f.create_dataset('observations', data=np.arange(2 * n, dtype='f4').reshape(n, 2), compression='gzip')
                f.create_dataset('next_observations', data=np.arange(2, 2 * n + 2, dtype='f4').reshape(n, 2), compression='gzip')
                f.create_dataset('actions', data=np.zeros((n, 3), 'f4'), compression='gzip')
                f.create_dataset('rewards', data=np.ones(n, 'f4'), compression='gzip')
                f.create_dataset('terminals', data=np.arange(n) % 1000 == 499, compression='gzip')
                f.create_dataset('timeouts', data=np.arange(n) % 1000 == 999, compression='gzip')
                f.create_dataset('infos/qpos', data=np.zeros((n, 1)), compression='gzip')
                f['metadata/algorithm'] = np.string_('SAC')
                f['metadata/policy/fc0/weight'] = np.zeros((2, 2))
            """
        );
        var read = Demonstrations.Collect(view);
        Assert.Equal(20, read.EpisodeCount);
        Assert.Equal([true, false], read.Terminated!.Span[..2].ToArray());
        Assert.Equal([1000f, 1001], read.FinalObservations!.Row(0).ToArray());
        Assert.Equal([20000f, 20001], read.FinalObservations.Row(19).ToArray());
        Assert.Empty(view.Describe().Notes);
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
        Assert.DoesNotContain(DemonstrationInspector.Inspect(folder["f.hdf5"]).Notes, note => note.Contains("ignored"));
    }

    [Fact]
    public void Robomimic()
    {
        using var folder = new TemporaryFolder();
        var view = Written(
            folder,
            """
                d = f.create_group('data')
                for e in (0, 1, 10, 2):
                    g = d.create_group(f'demo_{e}')
                    g.create_dataset('actions', data=np.full((2, 7), e / 10.0))
                    g.create_dataset('states', data=np.zeros((2, 32)))
                    g.create_dataset('rewards', data=np.array([0.0, 1.0]))
                    g.create_dataset('dones', data=np.array([0, 1]))
                    for k in ('obs', 'next_obs'):
                        g.create_dataset(k + '/eef_pos', data=np.full((2, 3), e + (0.5 if k == 'next_obs' else 0)))
                        g.create_dataset(k + '/image', data=np.zeros((2, 84, 84, 3), 'u1'), compression='gzip')
                    g.attrs['num_samples'] = 2
                    g.attrs['model_file'] = '<mujoco/>'
                d.attrs['total'] = 8
                d.attrs['env_args'] = json.dumps({'env_name': 'Lift', 'env_type': 1, 'env_kwargs': {}}, indent=4)
                f['mask/train'] = np.array(['demo_0', 'demo_1'], dtype='S')
                f['mask/valid'] = np.array(['demo_10', 'demo_2'], dtype='S')
            """,
            options: new DemonstrationFileOptions { ObservationParts = ["eef_pos"] }
        );
        var read = Demonstrations.Collect(view);
        Assert.Equal("Lift", read.Source.EnvironmentId);
        Assert.Equal([0f, 1, 2, 10], Enumerable.Range(0, 4).Select(e => read.Observations[2 * e, 0]));
        Assert.Equal([10.5f, 10.5f, 10.5f], read.FinalObservations!.Row(3).ToArray());
        Assert.All(read.Ended!.Values, Assert.True);
        Assert.Contains(view.Describe().Notes, note => note.Contains("filter keys, train, valid;"));
        var whole = DemonstrationReader.Open(folder["f.hdf5"]);
        Assert.True(Demonstrations.Collect(whole).SameBits(read));
        Assert.Contains(whole.Describe().Notes, note => note.StartsWith("Images were left out: image."));
    }

    [Fact]
    public void D3rlpy_of_both_versions()
    {
        using var folder = new TemporaryFolder();
        var first = Written(
            folder,
            """
                f.create_dataset('observations', data=np.arange(12, dtype='f4').reshape(6, 2))
                f.create_dataset('actions', data=np.array([0, 1, 2, 0, 1, 2], 'i4'))
                f.create_dataset('rewards', data=np.ones(6, 'f4'))
                f.create_dataset('terminals', data=np.array([0, 0, 1, 0, 0, 0], 'f4'))
                f.create_dataset('episode_terminals', data=np.array([0, 0, 1, 0, 0, 1], 'f4'))
                f.create_dataset('discrete_action', data=True)
                f.create_dataset('version', data='1.0')
            """,
            "1.h5"
        );
        var second = Written(
            folder,
            """
                f.create_dataset('columns', data=['observations', 'actions', 'rewards', 'terminated'])
                f.create_dataset('num_episodes', data=2)
                for e in range(2):
                    f.create_dataset(f'observations_{e}', data=6 * e + np.arange(6, dtype='f4').reshape(3, 2))
                    f.create_dataset(f'actions_{e}', data=np.arange(3, dtype='i4').reshape(3, 1))
                    f.create_dataset(f'rewards_{e}', data=np.ones((3, 1), 'f4'))
                    f.create_dataset(f'terminated_{e}', data=e == 0)
                f.create_dataset('version', data='2.1')
            """,
            "2.h5"
        );
        var (one, two) = (Demonstrations.Collect(first), Demonstrations.Collect(second));
        Assert.Equal("d3rlpy", one.Source.Format);
        Assert.Equal("d3rlpy", two.Source.Format);
        Assert.Equal(3, one.ActionCount);
        Assert.True(one.Observations.SameBits(two.Observations));
        Assert.True(one.Actions!.SameBits(two.Actions!));
        Assert.True(one.Terminated!.SameBits(two.Terminated!));
        Assert.Equal(one.EpisodeStarts.ToArray(), two.EpisodeStarts.ToArray());
        Assert.Equal([true, true], one.Ended!.Span.ToArray());
        Assert.Null(two.Ended);
        Assert.True(two.SameBits(Demonstrations.Collect(new Plain(second))));
    }

    [Fact]
    public void The_papers_own_files_with_chunks_of_many_trajectories()
    {
        using var folder = new TemporaryFolder();
        var view = Written(
            folder,
            """
                lengths = np.array([50 - (7 * b) % 41 for b in range(300)], 'i4')
                B, T = 300, 50
                obs = np.zeros((B, T, 3)); a = np.zeros((B, T, 2)); r = np.zeros((B, T))
                for b, n in enumerate(lengths):
                    obs[b, :n] = (1000.0 * b + np.arange(n))[:, None]
                    a[b, :n] = b
                    r[b, :n] = 1
                def write(name, x):
                    f.create_dataset(name, data=x, chunks=(min(128, x.shape[0]),) + x.shape[1:], compression='gzip', compression_opts=9)
                write('obs_B_T_Do', obs); write('a_B_T_Da', a); write('r_B_T', r); write('len_B', lengths)
                f.attrs['args'] = json.dumps({'count': 300})
            """
        );
        var read = Demonstrations.Collect(view);
        Assert.Equal("paper", read.Source.Format);
        Assert.Equal(300, read.EpisodeCount);
        for (var e = 0; e < 300; e++)
        {
            Assert.Equal(50 - (7 * e % 41), read.EpisodeLength(e));
            Assert.Equal(
                (1000f * e) + read.EpisodeLength(e) - 1,
                read.Observations[read.EpisodeStarts[e] + read.EpisodeLength(e) - 1, 2]
            );
            Assert.Equal(read.EpisodeLength(e), read.EpisodeReturns![e]);
        }
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
    }
}
