using Gail.Data;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Runs.Tests;

public sealed class RecordingTests
{
    public static TheoryData<string> Environments => ["CartPole-v0", "MountainCar-v0", "Pendulum-v1"];

    [Theory]
    [MemberData(nameof(Environments))]
    public void What_was_recorded_is_written_and_read_back(string id)
    {
        using var folder = new TemporaryFolder();
        var environment = BuiltInEnvironments.Create(id);
        var demonstrations = Record(environment, threads: 1);

        DemonstrationWriter.Write(folder["d.npz"], demonstrations);

        Assert.Equal(5, demonstrations.EpisodeCount);
        Assert.Equal(id, demonstrations.Source.EnvironmentId);
        Assert.Equal(environment.Spec.Action is DiscreteSpace, demonstrations.ActionsAreDiscrete);
        Assert.True(demonstrations.SameBits(DemonstrationReader.Read(folder["d.npz"])));
        Assert.True(demonstrations.SameBits(Record(environment, threads: 3)));
    }

    [Fact]
    public void Failure_is_told_from_the_time_limit()
    {
        Assert.All(Record(new CartPole(), threads: 1).Terminated!.Values, Assert.True);
        Assert.All(Record(new Pendulum(), threads: 1).Terminated!.Values, Assert.False);
        Assert.All(Record(new Pendulum(), threads: 1).Ended!.Values, Assert.True);
    }

    private static Demonstrations Record(IEnvironment environment, int threads) =>
        Recording.Record(
            new Executor(threads),
            environment,
            new RandomPolicy(environment.Spec.Observation.Width, environment.Spec.Action),
            episodes: 5,
            RandomKey.FromSeed(5),
            ActionMode.Stochastic
        );
}
