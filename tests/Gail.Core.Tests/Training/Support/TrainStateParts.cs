using Gail.Numerics;
using Gail.Policies;
using Gail.Training;

namespace Gail.Core.Tests.Training.Support;

/// <summary>What tests look at inside of the states of this library's trainers.</summary>
internal static class TrainStateParts
{
    extension(TrainState state)
    {
        internal StateTree Policy => Part(state, "policy");

        internal StateTree Value => Part(state, "value");

        internal StateTree Reward => Part(state, "reward");

        internal StateTree Sampler => Part(state, "sampler");

        internal long EnvironmentSteps => state.Progress.EnvironmentSteps;
    }

    extension(ITrainer trainer)
    {
        internal PolicyNetwork Network => ((NetworkPolicy)trainer.Publish(trainer.Init(0))).Network;
    }

    private static StateTree Part(TrainState state, string name) =>
        state.Tree.Contains(name) ? state.Tree.Child(name) : StateTree.Empty;
}
