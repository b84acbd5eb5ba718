using Gail.Data.Columns;
using Gail.Data.Normalizers;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Environments;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs;

namespace Gail.Data.Tests;

/// <summary>The C# of docs/data.md, word for word; DocsTests compares.</summary>
public class DataPageTests
{
    [Fact]
    public void From_a_file_to_demonstrations()
    {
        using var folder = new TemporaryFolder();
        var path = folder["demos.npz"];
        DemonstrationWriter.Write(path, Recorded(12));

        var demonstrations = Demonstrations.Collect(
            DemonstrationReader.Open(path).TakeEpisodes(10).KeepEvery(20, RunKeys.Subsampling(1))
        );

        Assert.Equal((10, 20), (demonstrations.EpisodeCount, demonstrations.StepCount));
    }

    [Fact]
    public void Rows_of_a_log()
    {
        (double Position, double Speed, bool Jumped, bool Ended)[] log = [(0, 1, true, false), (1, 2, false, true)];

        var schema = new ViewSchema
        {
            Columns =
            [
                ViewColumn.Vector(ColumnNames.Observation, 2),
                ViewColumn.Vector(ColumnNames.Action, 1) with
                {
                    IsDiscrete = true,
                },
                ViewColumn.Scalar(ColumnNames.Ended, ElementType.Bool),
            ],
        };
        var view = RowsView.Of<(double Position, double Speed, bool Jumped, bool Ended)>(
            schema,
            _ => log,
            (row, column) =>
                column switch
                {
                    ColumnNames.Observation => [row.Position, row.Speed],
                    ColumnNames.Action => [row.Jumped ? 1 : 0],
                    _ => [row.Ended ? 1 : 0],
                }
        );

        Assert.Equal([1f, 0], Demonstrations.Collect(view).Actions!.Span.ToArray());
    }

    [Fact]
    public void Transforms_of_several_files()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (folder["a.npz"], folder["b.npz"]);
        DemonstrationWriter.Write(first, Recorded(6));
        DemonstrationWriter.Write(second, Recorded(6));

        var split = DemonstrationReader
            .Open(first)
            .Concat(DemonstrationReader.Open(second))
            .WhereReturn(-1500)
            .Clip(ColumnNames.Action, -2, 2)
            .SplitByEpisode(0.75, RandomKey.FromSeed(1));
        var training = Demonstrations.Collect(split.Training.BalanceClusters(8, RandomKey.FromSeed(2)));
        var validation = Demonstrations.Collect(split.Validation);

        Assert.InRange(training.StepCount, 8, 9 * 40);
        Assert.Equal(3, validation.EpisodeCount);
    }

    [Fact]
    public void Normalisers()
    {
        using var folder = new TemporaryFolder();
        var file = folder["normalizer.json"];
        var view = Recorded(3).AsView();

        var fitted = Normalizer.Robust.Fit(view, ColumnNames.Observation);
        File.WriteAllText(file, fitted.ToJson());
        var same = FittedNormalizer.FromJson(File.ReadAllText(file));
        var normalized = Demonstrations.Collect(view.Normalize(same));

        Assert.Equal(fitted.Apply(Recorded(3).Observations), normalized.Observations);
    }

    [Fact]
    public void A_normaliser_in_a_policy()
    {
        var network = new PolicyNetwork(
            observationWidth: 2,
            new BoxSpace([-1], [1]),
            new PolicyOptions { Normalization = Normalization.Demonstrations }
        );
        var own = new FittedNormalizer(ColumnNames.Observation, [1.0, 2], [0.5, 4]);
        var policy = new NetworkPolicy(network, network.Init(RandomKey.FromSeed(1), own.ToStatistics()));

        Assert.Single(policy.Act([3, 4]));
    }

    /// <summary>Episodes of 40 steps.</summary>
    private static Demonstrations Recorded(int episodes)
    {
        var key = RandomKey.FromSeed(3);
        var steps = 40 * episodes;
        return Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(
                    steps,
                    2,
                    [.. Enumerable.Range(0, 2 * steps).Select(i => (float)key.Normal((ulong)i))]
                ),
                Actions = NdArray.Zeros<float>(new Shape(steps, 1)),
                Rewards = NdArray.Zeros<double>(new Shape(steps)),
                EpisodeStarts = [.. Enumerable.Range(0, episodes).Select(episode => 40 * episode)],
            }
        );
    }
}
