namespace Gail.Scripts

open System
open Gail.Data
open Gail.Environments
open Gail.Execution
open Gail.Policies
open Gail.Configuration
open Gail.Runs
open Gail.Training

/// A trainer and the options it was made from: what <c>Train.run</c> runs.
type Experiment =
    {
        Trainer: ITrainer
        Options: TrainingOptions
        /// How the demonstrated episodes ended, where that can be told: what the warnings of a result compare with.
        Endings: DemonstratedEndings option
    }

/// Training: make an experiment, then <c>run</c> it to its end or take its <c>steps</c> one by one.
[<RequireQualifiedAccess>]
module Train =

    let private pairs env options demos =
        demos |> Demos.checkAgainst env |> Demos.cut options |> Demos.transitions

    let private endings (env: IEnvironment) demos options =
        DemonstratedEndings.Of(env.Spec, demos, options) |> Option.ofObj

    /// What the options' method says, from demonstrations, which are cut down as the options say.
    let imitation (env: IEnvironment) (demos: Demonstrations) (options: TrainingOptions) : Experiment =
        let options = options.With(environment = env.Spec.Id)

        {
            Trainer = Trainers.Imitation(env, pairs env options demos, options)
            Options = options
            Endings = endings env demos options
        }

    let private by (method: Method) env demos (options: TrainingOptions) =
        imitation env demos (options.With(``method`` = method))

    /// Generative adversarial imitation learning.
    let gail (env: IEnvironment) (demos: Demonstrations) (options: TrainingOptions) : Experiment =
        by Method.Gail env demos options

    /// Feature expectation matching: a linear adversary of weights in the L2 ball.
    let fem (env: IEnvironment) (demos: Demonstrations) (options: TrainingOptions) : Experiment =
        by Method.Fem env demos options

    /// Game-theoretic apprenticeship learning: a linear adversary of weights in the simplex.
    let gtal (env: IEnvironment) (demos: Demonstrations) (options: TrainingOptions) : Experiment =
        by Method.Gtal env demos options

    /// Behaviour cloning. Begin with <c>Options.presetFor Method.BehaviorCloning</c>.
    let bc (env: IEnvironment) (demos: Demonstrations) (options: TrainingOptions) : Experiment =
        by Method.BehaviorCloning env demos options

    /// An expert, trained on the environment's own reward. Begin with <c>Options.presetFor Method.Expert</c>.
    let expert (env: IEnvironment) (options: TrainingOptions) : Experiment =
        let options = options.With(environment = env.Spec.Id, ``method`` = Method.Expert)

        {
            Trainer = Trainers.Expert(env, options)
            Options = options
            Endings = None
        }

    let private execute executor (progress: RunProgress -> unit) directory start experiment =
        TrainingRun.Execute(
            experiment.Trainer,
            experiment.Options,
            start,
            executor,
            directory,
            Action<_> progress,
            endings = Option.toObj experiment.Endings
        )

    let private start (experiment: Experiment) =
        experiment.Trainer.Init experiment.Options.Seed

    /// Trains until a limit of the options is reached, and keeps no files. <c>progress</c> is called after every
    /// iteration.
    let run (executor: Executor) (progress: RunProgress -> unit) (experiment: Experiment) : RunResult =
        execute executor progress null (start experiment) experiment

    /// The same, kept in a new run directory: options, metrics, checkpoints and the policy.
    let runIn (path: string) (executor: Executor) (progress: RunProgress -> unit) (experiment: Experiment) : RunResult =
        let directory =
            RunDirectory.Create(path, experiment.Options, RunInfo.OfThisProcess(), overwrite = false)

        execute executor progress directory (start experiment) experiment

    /// Continues the run of a directory from its last checkpoint. The experiment must be made as it was then; only the
    /// limits may differ.
    let resume path (executor: Executor) (progress: RunProgress -> unit) (experiment: Experiment) : RunResult =
        let directory = RunDirectory.Open path

        let limitless (options: TrainingOptions) =
            options.With(iterations = 1, steps = 1L)

        if
            Options.toJson (limitless directory.Options)
            <> Options.toJson (limitless experiment.Options)
        then
            invalidArg
                (nameof experiment)
                $"Its options differ from those of the run in {path}, see options.json there."

        let state =
            match directory.Resume() with
            | null -> start experiment
            | state -> state

        let limits = experiment.Options.Iterations, experiment.Options.Steps
        execute executor progress (directory.WithLimits limits) state experiment

    /// The iterations as a lazy sequence for loops of one's own. It never ends, whatever limits the options state:
    /// <c>Seq.truncate</c> it, or <c>Seq.takeWhile</c>. Going through it again computes it again.
    let steps (executor: Executor) (experiment: Experiment) : seq<TrainStep> =
        start experiment
        |> Seq.unfold (fun state ->
            let step = experiment.Trainer.Step(executor, state)
            Some(step, step.State))

    /// The policy after a step.
    let policy (experiment: Experiment) (step: TrainStep) : IPolicy = experiment.Trainer.Publish step.State
