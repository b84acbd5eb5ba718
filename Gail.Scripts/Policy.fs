namespace Gail.Scripts

open System
open Gail.Data
open Gail.Environments
open Gail.Execution
open Gail.Policies
open Gail.Evaluation
open Gail.Runs.Experts
open Gail.Runs.PolicyFiles
open Gail.Runs.StableBaselines
open Gail.Training

/// What acts.
[<RequireQualifiedAccess>]
module Policy =

    /// Reads a policy file, or that of a run directory.
    let load (path: string) : NetworkPolicy = (PolicyFile.Read path).Policy

    /// Reads one of the paper's experts (.npz), to act in an environment.
    let loadPaper (path: string) (env: IEnvironment) : WeightsPolicy =
        WeightsPolicy(ExpertWeights.Read path, env.Spec, path)

    /// Reads a model of Stable-Baselines3 (.zip), to act in an environment.
    let loadStableBaselines (path: string) (env: IEnvironment) : StableBaselinesPolicy =
        StableBaselinesPolicy(StableBaselinesModel.Read path, env.Spec, null, path)

    /// Reads a model of Stable-Baselines3 whose observations were normalised by what VecNormalize saved.
    let loadStableBaselinesNormalized (statistics: string) (path: string) (env: IEnvironment) : StableBaselinesPolicy =
        StableBaselinesPolicy(StableBaselinesModel.Read path, env.Spec, VecNormalizeStatistics.Read statistics, path)

    /// Writes a policy with the name of the environment it was trained for.
    let save (path: string) (env: IEnvironment) (policy: #IPolicy) : unit =
        PolicyFile.Write(path, env.Spec.Id, policy)

    /// Actions drawn uniformly: the control that results are set beside.
    let random (env: IEnvironment) : RandomPolicy =
        RandomPolicy(env.Spec.Observation.Width, env.Spec.Action)

    /// The most probable action for one observation.
    let act (observation: float32[]) (policy: #IPolicy) : float32[] =
        (policy :> IPolicy).Act(ReadOnlySpan observation)

    /// The true returns of whole episodes with actions chosen as stated.
    let evaluateWith (choice: ActionMode) (executor: Executor) (env: IEnvironment) episodes seed (policy: #IPolicy) =
        PolicyEvaluation.Run(executor, env, policy, episodes, Keys.evaluation seed, choice)

    /// The true returns of whole episodes with the most probable actions, the paper's way.
    let evaluate (executor: Executor) (env: IEnvironment) episodes seed (policy: #IPolicy) : EvaluationResult =
        evaluateWith ActionMode.Deterministic executor env episodes seed policy
