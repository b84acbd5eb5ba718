using System.Security.Cryptography;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

/// <summary>
/// The bits of 400 steps in 21 lanes, written down: they hold on every machine, with any vector width and without
/// vectors. To see this on one machine, run the tests with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 or
/// DOTNET_EnableHWIntrinsic=0.
/// </summary>
public class SameBitsTests
{
    [Theory]
    [InlineData("Acrobot-v0", "f3032225e5a7ce34")]
    [InlineData("Acrobot-v1", "7bbd7e183f87f534")]
    [InlineData("CartPole-v0", "39cc22fd3fb355ea")]
    [InlineData("CartPole-v1", "39cc22fd3fb355ea")]
    [InlineData("MountainCar-v0", "1d28c5829945cf1a")]
    [InlineData("MountainCarContinuous-v0", "6a7d51cc054fb43b")]
    [InlineData("Pendulum-v1", "71ba83f9e523c0c7")]
    public void States_rewards_and_observations_are_these_bits(string id, string sha256)
    {
        var (env, key, executor) = (BuiltInEnvironments.Create(id), RandomKey.FromSeed(6), new Executor(1));
        var batch = EnvironmentBatch.Reset(env, 21, key);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < 400; i++)
        {
            var step = batch.Step(executor, env, RandomActions.Draw(env.Spec.Action, 21, key.Fold(1_000 + i)), key);
            hash.AppendData(step.Next.States.Bytes);
            hash.AppendData(step.NextObservations.Bytes);
            hash.AppendData(step.Rewards.Bytes);
            batch = step.Next;
        }
        Assert.Equal(sha256, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
    }
}
