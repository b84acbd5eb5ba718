using Gail.Configuration;
using Gail.Data.Files;
using Gail.Environments;
using Gail.Execution;
using Gail.Policies;
using Gail.Runs;
using Gail.Runs.Experts;
using Gail.Runs.PolicyFiles;

namespace Gail.Experiments.Paper;

/// <summary>The demonstrator.</summary>
/// <param name="Policy">The policy to run.</param>
/// <param name="Origin">Its origin, in the words of the page.</param>
/// <param name="Command">The arguments of <c>gail expert</c> that make the same demonstrations.</param>
public sealed record PaperExpert(IPolicy Policy, string Origin, string Command)
{
    /// <summary>Iterations that own experts train for.</summary>
    public const int OwnIterations = 200;

    /// <summary>The discount of own experts: their tasks are longer than the preset's horizon.</summary>
    public const double OwnDiscount = 0.99;

    /// <summary>The authors' expert, as published.</summary>
    /// <param name="folder">Holds one .npz file for each environment, as in CartPole-v0.npz.</param>
    /// <exception cref="DataFileException">There is none, or it does not fit the environment.</exception>
    public static PaperExpert Published(string folder, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (!Directory.Exists(folder))
        {
            throw new RunException(folder, "there is no such folder of experts.");
        }
        var file = Path.Combine(folder, $"{environment.Id}.npz");
        if (!File.Exists(file))
        {
            throw new RunException(folder, $"holds no {environment.Id}.npz, the weights of the expert.");
        }
        var policy = new WeightsPolicy(ExpertWeights.Read(file), environment, file);
        return new PaperExpert(policy, "the paper's", $"--weights EXPERTS/{environment.Id}.npz");
    }

    /// <summary>An expert trained here on the true reward.</summary>
    /// <param name="seed">Of the training: <c>gail expert</c> has one seed for training and recording.</param>
    /// <exception cref="OperationCanceledException">The executor was cancelled.</exception>
    public static PaperExpert Own(IEnvironment environment, Executor executor, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(executor);
        var preset = Presets.Create("fast", environment.Spec, Method.Expert);
        var options = preset with
        {
            Seed = seed,
            Iterations = OwnIterations,
            Advantage = preset.Advantage with { Discount = OwnDiscount },
        };
        var trainer = Trainers.Expert(environment, options);
        var run = TrainingRun.Execute(trainer, options, trainer.Init(options.Seed), executor, null, _ => { });
        executor.Cancellation.ThrowIfCancellationRequested();
        return new PaperExpert(
            run.Policy,
            "this project's, trained on the true reward",
            FormattableString.Invariant($"--iterations {OwnIterations} --discount {OwnDiscount}")
        );
    }
}
