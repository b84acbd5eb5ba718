using Gail.Data;
using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Policies;
using Gail.Runs;

namespace Gail.Experiments.Paper;

/// <summary>An environment with what is demonstrated in it.</summary>
public sealed record PaperTask
{
    /// <summary>The episodes that the expert is recorded for, as in the paper.</summary>
    public const int RecordedEpisodes = 10;

    /// <summary>The episodes that expert and random policy are measured over.</summary>
    public const int ReferenceEpisodes = 500;

    /// <summary>The environment.</summary>
    public required IEnvironment Environment { get; init; }

    /// <summary>The demonstrator.</summary>
    public required PaperExpert Expert { get; init; }

    /// <summary>Names the randomness of the demonstrations: one recording serves all runs, as in the paper.</summary>
    public required long RecordingSeed { get; init; }

    /// <summary>The expert's episodes, its actions drawn.</summary>
    public required Demonstrations Demonstrations { get; init; }

    /// <summary>As many episodes of a uniformly random policy, or more: as many steps at least.</summary>
    public required Demonstrations Control { get; init; }

    /// <summary>The expert's return, its actions drawn as they were recorded.</summary>
    public required EvaluationResult ExpertReturns { get; init; }

    /// <summary>The random policy's return.</summary>
    public required EvaluationResult RandomReturns { get; init; }

    /// <summary>The environment's name.</summary>
    public string Name => Environment.Spec.Id;

    /// <summary>
    /// The number of the control's episodes against the expert's: as many, or more where they are shorter, so that
    /// there are as many steps at least.
    /// </summary>
    /// <param name="trajectories">The number of the expert's trajectories.</param>
    public int ControlEpisodes(int trajectories)
    {
        var steps = Demonstrations.EpisodeLengths.Take(trajectories).Sum();
        var episodes = trajectories;
        while (Control.EpisodeLengths.Take(episodes).Sum() < steps)
        {
            episodes++;
        }
        return episodes;
    }

    /// <summary>Records and measures.</summary>
    /// <param name="expert">The demonstrator.</param>
    /// <param name="recordingSeed">See <see cref="RecordingSeed"/>.</param>
    public static PaperTask Prepare(
        IEnvironment environment,
        PaperExpert expert,
        Executor executor,
        long recordingSeed = 0
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(expert);
        var random = new RandomPolicy(environment.Spec.Observation.Width, environment.Spec.Action);
        Demonstrations Record(IPolicy policy, int episodes) =>
            Recording.Record(
                executor,
                environment,
                policy,
                episodes,
                RunKeys.Recording(recordingSeed),
                ActionMode.Stochastic
            );
        var demonstrations = Record(expert.Policy, RecordedEpisodes);
        var control = Record(random, RecordedEpisodes);
        while (control.StepCount < demonstrations.StepCount)
        {
            // Each episode has a key of its own: these begin with those before.
            control = Record(random, 2 * control.EpisodeCount);
        }
        EvaluationResult Measure(IPolicy policy) =>
            PolicyEvaluation.Run(
                executor,
                environment,
                policy,
                ReferenceEpisodes,
                RunKeys.Evaluation(0),
                ActionMode.Stochastic
            );
        return new PaperTask
        {
            Environment = environment,
            Expert = expert,
            RecordingSeed = recordingSeed,
            Demonstrations = demonstrations,
            Control = control,
            ExpertReturns = Measure(expert.Policy),
            RandomReturns = Measure(random),
        };
    }
}
