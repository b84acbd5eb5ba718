using BenchmarkDotNet.Attributes;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Bench;

/// <summary>Batched stepping with time limit and automatic reset, on one thread; figures are per environment step.</summary>
[MemoryDiagnoser]
public class EnvironmentBenchmark
{
    private const int Lanes = 1024;
    private readonly Executor _executor = new(threads: 1);
    private readonly RandomKey _key = RandomKey.FromSeed(0);
    private IEnvironment _environment = null!;
    private EnvironmentBatch _batch = null!;
    private NdArray<float> _actions = null!;

    [Params("CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1")]
    public string Environment { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _environment = BuiltInEnvironments.Create(Environment);
        _batch = EnvironmentBatch.Reset(_environment, Lanes, _key);
        var actions = new float[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            actions[lane] = _key.Below((ulong)lane, 2);
        }
        _actions = NdArray.Matrix<float>(Lanes, 1, actions);
    }

    [Benchmark(OperationsPerInvoke = Lanes)]
    public BatchStep Step() => _batch.Step(_executor, _environment, _actions, _key);
}
