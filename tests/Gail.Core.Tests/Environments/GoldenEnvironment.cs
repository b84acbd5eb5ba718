using Gail.Environments;

namespace Gail.Core.Tests.Environments;

/// <summary>
/// An environment beside the data recorded from Gymnasium, with actions in double precision as they were recorded:
/// the interface takes floats, which the reference's continuous actions are not.
/// </summary>
internal sealed class GoldenEnvironment
{
    private readonly PreciseStep _step;

    private GoldenEnvironment(string id)
    {
        Env = BuiltInEnvironments.Create(id);
        _step = Env switch
        {
            MountainCarContinuous => MountainCarContinuous.Advance,
            Pendulum => Pendulum.Advance,
            _ => (state, action, next) => Env.Step(state, [(float)action], default, next),
        };
        var folder = SharedFiles.Golden("classic-control");
        Steps = GoldenTable.Read(Path.Combine(folder, $"{id}.csv"));
        Episodes = GoldenTable.Read(Path.Combine(folder, $"{id}.episodes.csv"));
    }

    private delegate StepResult PreciseStep(ReadOnlySpan<double> state, double action, Span<double> next);

    public static TheoryData<string> Ids =>
        ["CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1"];

    public IEnvironment Env { get; }

    public GoldenTable Steps { get; }

    public GoldenTable Episodes { get; }

    public static GoldenEnvironment Open(string id) => new(id);

    public StepResult Step(ReadOnlySpan<double> state, double action, Span<double> next) => _step(state, action, next);

    public float[] Observe(ReadOnlySpan<double> state)
    {
        var observation = new float[Env.Spec.Observation.Width];
        Env.Observe(state, observation);
        return observation;
    }
}
