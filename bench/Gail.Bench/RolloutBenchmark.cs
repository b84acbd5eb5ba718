using BenchmarkDotNet.Attributes;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Bench;

/// <summary>
/// What collecting costs besides the policy: CartPole in 10 lanes with a policy that looks its actions up; figures are
/// per tick, a step in each lane.
/// </summary>
[MemoryDiagnoser]
public class RolloutBenchmark
{
    private const int Lanes = 10;
    internal const int Ticks = 500;
    private readonly Executor _executor = new(threads: 1);
    private readonly RandomKey _key = RandomKey.FromSeed(0);
    private readonly CartPole _environment = new();
    private readonly FragmentSampler _sampler = new(Lanes, Lanes * Ticks);
    private readonly IPolicy _policy = new Alternating();
    private StateTree _state = StateTree.Empty;

    [GlobalSetup]
    public void Setup() => _state = _sampler.Init(_environment, _key);

    [Benchmark(OperationsPerInvoke = Ticks)]
    public Sample Fragments() => _sampler.Collect(_executor, _environment, _policy, _state, _key);

    /// <summary>Pushes left in even rows and right in odd ones.</summary>
    private sealed class Alternating : IPolicy
    {
        public int ObservationWidth => 4;

        public ActionSpace Action { get; } = new DiscreteSpace(2);

        public int RecurrentWidth => 0;

        public int DistributionWidth => 1;

        public void Act(
            Executor executor,
            ReadOnlySpan<float> observations,
            Span<float> recurrent,
            ReadOnlySpan<RandomKey> keys,
            ActionMode choice,
            Span<float> actions,
            Memory<float> distribution
        )
        {
            for (var row = 0; row < keys.Length; row++)
            {
                actions[row] = row & 1;
            }
            actions.CopyTo(distribution.Span);
        }
    }
}
