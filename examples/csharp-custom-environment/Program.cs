using System;
using System.Linq;
using Gail.Configuration;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Rollouts;
using Gail.Runs;

// A cart on a rail from -1 to 1 goes left (0), stays (1) or goes right (2); the expert goes to the middle and stays.
var spec = new EnvironmentSpec
{
    Id = "Rail-v0",
    Observation = ObservationSpace.Symmetric(1),
    Action = new DiscreteSpace(3),
    StateWidth = 1,
    StepLimit = 20,
};
int[] starts = [-9, -7, -5, -3, -1, 1, 3, 5, 7, 9];
float[] seen = [.. starts.SelectMany(x => Enumerable.Range(0, 20).Select(t => (x - Math.Clamp(x, -t, t)) / 10f))];
float[] done = [.. seen.Select(x => 1f - Math.Sign(x))];
var expert = new Transitions(NdArray.Matrix<float>(200, 1, seen), NdArray.Matrix<float>(200, 1, done));
var options = Presets.Create("fast", spec, Method.Gail) with { Iterations = 30 };
var trainer = Trainers.Gail(new Rail(spec), expert, options);
var run = TrainingRun.Execute(trainer, options, trainer.Init(seed: 1), new Executor(), null, _ => { });
Console.WriteLine(string.Join(", ", new[] { -0.8f, 0, 0.6f }.Select(x => $"at {x}: {run.Policy.Act([x])[0]}")));

internal sealed record Rail(EnvironmentSpec Spec) : IEnvironment
{
    public void Reset(RandomKey key, Span<double> state) => state[0] = key.Uniform(0, -1, 1);

    public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        next[0] = Math.Clamp(state[0] + (0.1 * (action[0] - 1)), -1, 1);
        return new StepResult(Reward: -Math.Abs(next[0]), Terminated: false);
    }
}
