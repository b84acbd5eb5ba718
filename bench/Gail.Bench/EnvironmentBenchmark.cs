using BenchmarkDotNet.Attributes;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Bench;

/// <summary>
/// Batched random stepping with time limit and automatic reset, on one thread; figures are per environment step. The
/// batch goes on from step to step, so that episodes end and begin as they do in a run.
/// </summary>
public class EnvironmentBenchmark
{
    internal const int Lanes = 1024;

    // Drawn beforehand: what is measured is stepping. Long enough that no lane sees a pattern.
    private const int ActionSets = 64;
    private readonly Executor _executor = new(threads: 1);
    private readonly RandomKey _key = RandomKey.FromSeed(0);
    private IEnvironment _environment = null!;
    private EnvironmentBatch _batch = null!;
    private NdArray<float>[] _actions = [];
    private int _step;

    [Params("CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1")]
    public string Environment { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _environment = BuiltInEnvironments.Create(Environment);
        _batch = EnvironmentBatch.Reset(_environment, Lanes, _key);
        _actions = new NdArray<float>[ActionSets];
        for (var set = 0; set < ActionSets; set++)
        {
            var actions = new float[Lanes];
            for (var lane = 0; lane < Lanes; lane++)
            {
                actions[lane] = _key.Below((ulong)((set * Lanes) + lane), 2);
            }
            _actions[set] = NdArray.Matrix<float>(Lanes, 1, actions);
        }
    }

    [Benchmark(OperationsPerInvoke = Lanes)]
    public BatchStep Step()
    {
        _step = (_step + 1) % ActionSets;
        var step = _batch.Step(_executor, _environment, _actions[_step], _key);
        _batch = step.Next;
        return step;
    }
}
