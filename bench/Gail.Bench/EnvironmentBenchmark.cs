using BenchmarkDotNet.Attributes;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Bench;

/// <summary>
/// Batched random stepping with time limit, automatic reset and everything published, on one thread: 1,024 steps of
/// 1,024 lanes (or as many steps in all of fewer lanes); figures are per environment step.
/// </summary>
[MemoryDiagnoser]
public class EnvironmentBenchmark
{
    private const int StepsPerInvoke = 1024 * 1024;
    private const int ActionSets = 64;
    private readonly Executor _executor = new(threads: 1);
    private readonly RandomKey _key = RandomKey.FromSeed(0);
    private IEnvironment _environment = null!;
    private EnvironmentBatch _batch = null!;
    private NdArray<float>[] _actions = [];

    [Params("CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1")]
    public string Environment { get; set; } = "";

    [Params(16, 1024)]
    public int Lanes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _environment = BuiltInEnvironments.Create(Environment);
        _batch = EnvironmentBatch.Reset(_environment, Lanes, _key);
        _actions = [.. Enumerable.Range(0, ActionSets).Select(RandomActions)];
    }

    [Benchmark(OperationsPerInvoke = StepsPerInvoke)]
    public EnvironmentBatch Step()
    {
        // Lanes go on from call to call, so that episodes end all the time and not all at once.
        for (var i = 0; i < StepsPerInvoke / Lanes; i++)
        {
            _batch = _batch.Step(_executor, _environment, _actions[i % ActionSets], _key).Next;
        }
        return _batch;
    }

    private NdArray<float> RandomActions(int set)
    {
        var actions = new float[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            actions[lane] = _key.Fold(set).Below((ulong)lane, 2);
        }
        return NdArray.Matrix<float>(Lanes, 1, actions);
    }
}
