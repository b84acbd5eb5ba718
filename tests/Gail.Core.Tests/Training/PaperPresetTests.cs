using Gail.Configuration;
using Gail.Environments;
using Gail.Networks;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>Every number of the authors' procedure for classic control, as the preset has it.</summary>
public sealed class PaperPresetTests
{
    private static readonly Dictionary<string, (object Expected, Func<TrainingOptions, object?> Actual)> Facts = new()
    {
        ["environment steps per iteration"] = (5_000, o => o.Rollout.Steps),
        ["whole episodes from fresh resets"] = (0, o => o.Rollout.NumEnvs),
        ["iterations"] = (300, o => o.Iterations),
        ["no limit of steps beside the iterations"] = ("none", o => o.Steps?.ToString() ?? "none"),
        ["all episodes unless told otherwise"] = ("all", o => o.Demonstrations.Episodes?.ToString() ?? "all"),
        ["policy: hidden layers"] = ("100, 100", o => string.Join(", ", o.Policy.Hidden)),
        ["policy: activation"] = (Activation.Tanh, o => o.Policy.Activation),
        ["policy: log standard deviation"] = (0.0, o => o.Policy.InitialLogStandardDeviation),
        ["policy: that number counts, not the demonstrations"] = (ActionSpread.Fixed, o => o.Policy.InitialSpread),
        ["policy: running moments"] = (Normalization.Running, o => o.Policy.Normalization),
        ["policy: inputs are not clipped"] = (0.0, o => o.Policy.InputClip),
        ["value: inputs are not clipped"] = (0.0, o => o.Value.InputClip),
        ["discriminator: inputs are not clipped"] = (0.0, o => o.Discriminator.InputClip),
        ["linear: inputs are not clipped"] = (0.0, o => o.Linear.InputClip),
        ["entropy weight"] = (0.0, o => o.EntropyWeight),
        ["discount"] = (0.995, o => o.Advantage.Discount),
        ["lambda"] = (0.97, o => o.Advantage.Lambda),
        ["value 0 after the time limit"] = (TimeLimit.Terminal, o => o.Advantage.TimeLimit),
        ["TRPO: KL limit"] = (0.01, o => o.Trpo.MaxKl),
        ["TRPO: damping"] = (0.1, o => o.Trpo.Damping),
        ["TRPO: conjugate-gradient steps"] = (10, o => o.Trpo.ConjugateGradientSteps),
        ["TRPO: Fisher-vector products on a share of the batch"] = (0.1, o => o.Trpo.FisherFraction),
        ["TRPO: line search shrinks by"] = (0.5, o => o.Trpo.Shrink),
        ["TRPO: line search steps"] = (10, o => o.Trpo.Backtracks),
        ["TRPO: share of the predicted improvement"] = (0.1, o => o.Trpo.AcceptRatio),
        ["TRPO: never above twice the limit"] = (2.0, o => o.Trpo.KlSlack),
        ["value: hidden layers"] = ("100, 100", o => string.Join(", ", o.Value.Hidden)),
        ["value: activation"] = (Activation.Tanh, o => o.Value.Activation),
        ["value: time step as an input"] = (true, o => o.Value.IncludeTime),
        ["value: running moments"] = (Normalization.Running, o => o.Value.Normalization),
        ["value: natural gradient"] = (ValueFit.NaturalGradient, o => o.Value.Fit),
        ["value: KL limit"] = (0.01, o => o.Value.TrustRegion.MaxKl),
        ["value: damping"] = (0.1, o => o.Value.TrustRegion.Damping),
        ["discriminator: hidden layers"] = ("100, 100", o => string.Join(", ", o.Discriminator.Hidden)),
        ["discriminator: activation"] = (Activation.Tanh, o => o.Discriminator.Activation),
        ["discriminator: Adam steps per iteration"] = (1, o => o.Discriminator.Steps),
        ["discriminator: full batch"] = (0, o => o.Discriminator.BatchSize),
        ["discriminator: learning rate"] = (0.01, o => o.Discriminator.Adam.LearningRate),
        ["discriminator: entropy weight"] = (0.001, o => o.Discriminator.EntropyWeight),
        ["discriminator: no gradient penalty"] = (0.0, o => o.Discriminator.GradientPenalty),
        ["discriminator: reward by the environment"] = (RewardForm.Auto, o => o.Discriminator.Reward),
        ["cloning: learning rate"] = (0.001, o => o.Cloning.Adam.LearningRate),
        ["cloning: batch"] = (128, o => o.Cloning.BatchSize),
        ["cloning: share of the pairs for training"] = (0.7, o => o.Cloning.TrainFraction),
        ["cloning: what is kept"] = (CloningSnapshot.BestValidation, o => o.Cloning.Snapshot),
        ["linear: scale of the squares"] = (0.01, o => o.Linear.SquareScale),
        ["linear: side of zero by the environment"] = (RewardForm.Auto, o => o.Linear.Reward),
        ["sub-sampling: the same starts for every run"] = (0L, o => o.Demonstrations.StartSeed),
        ["cloning: updates between evaluations"] = (100, o => o.Cloning.UpdatesPerIteration),
    };

    public static TheoryData<string> Names => [.. Facts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fact(string name)
    {
        var (expected, actual) = Facts[name];
        foreach (var id in (string[])["CartPole-v0", "MountainCar-v0", "Acrobot-v0"])
        {
            Assert.Equal(expected, actual(Paper(id, Method.Gail)));
        }
    }

    [Theory]
    [InlineData("CartPole-v0", 10)]
    [InlineData("CartPole-v1", 10)]
    [InlineData("MountainCar-v0", 5)]
    [InlineData("Acrobot-v0", 5)]
    [InlineData("Acrobot-v1", 5)]
    [InlineData("MountainCarContinuous-v0", 1)]
    [InlineData("Pendulum-v1", 1)]
    public void Every_how_manieth_step_is_kept(string id, int every) =>
        Assert.Equal(every, Paper(id, Method.Gail).Demonstrations.Every);

    [Theory]
    [InlineData("Hopper-v1", 20, 50_000, 500)]
    [InlineData("Walker2d-v4", 20, 50_000, 500)]
    [InlineData("HalfCheetah-v5:ctrlCostWeight=0.2", 20, 50_000, 500)]
    [InlineData("AntFixedHorizon-v5", 20, 50_000, 500)]
    [InlineData("Humanoid-v1", 20, 50_000, 1_500)]
    [InlineData("Reacher-v1", 1, 50_000, 200)]
    [InlineData("CartPole-v0", 10, 5_000, 300)]
    public void What_the_authors_set_per_environment(string id, int every, int steps, int iterations)
    {
        var spec = new Pendulum().Spec with { Id = id };
        var options = Presets.Create("paper", spec, Method.Gail);
        Assert.Equal(
            (every, steps, iterations),
            (options.Demonstrations.Every, options.Rollout.Steps, options.Iterations)
        );
    }

    [Fact]
    public void Cloning_makes_20000_updates_on_the_robots()
    {
        var spec = new Pendulum().Spec with { Id = "Hopper-v1" };
        var options = Presets.Create("paper", spec, Method.BehaviorCloning);
        Assert.Equal((20, 1_000), (options.Iterations, options.Cloning.UpdatesPerIteration));
    }

    [Fact]
    public void Cloning_makes_1000_updates_in_all()
    {
        var options = Paper("CartPole-v0", Method.BehaviorCloning);
        Assert.Equal(1_000, options.Iterations * options.Cloning.UpdatesPerIteration);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("fast")]
    public void A_preset_says_what_it_is(string name)
    {
        Assert.Contains(name, Presets.All);
        foreach (var method in Enum.GetValues<Method>())
        {
            var options = Presets.Create(name, new Pendulum().Spec, method);
            Assert.Equal(("Pendulum-v1", method, name), (options.Environment, options.Method, options.Preset));
        }
    }

    [Fact]
    public void An_unknown_preset_is_named_with_those_there_are()
    {
        var message = Assert
            .Throws<ArgumentException>("name", () => Presets.Create("papers", new CartPole().Spec, Method.Gail))
            .Message;
        Assert.Contains("'papers'", message);
        Assert.All(Presets.All, name => Assert.Contains(name, message));
    }

    private static TrainingOptions Paper(string id, Method method) =>
        Presets.Create("paper", BuiltInEnvironments.Create(id).Spec, method);
}
