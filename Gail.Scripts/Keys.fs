namespace Gail.Scripts

open Gail.Data
open Gail.Runs
open Gail.Numerics

/// The random keys of a seed, one for each purpose outside of training, so that no purpose repeats the numbers of
/// another.
[<RequireQualifiedAccess>]
module Keys =

    /// For evaluating a policy.
    let evaluation (seed: int64) : RandomKey = RunKeys.Evaluation seed

    /// For sub-sampling demonstrations.
    let subsampling (seed: int64) : RandomKey = RunKeys.Subsampling seed

    /// For transforms of views that draw: 0 a choice of episodes, 1 a split, 2 clusters, 3 noise of observations, 4 of
    /// actions.
    let transforms (purpose: int) (seed: int64) : RandomKey = (RunKeys.Transforms seed).Fold purpose

    /// For recording demonstrations.
    let recording (seed: int64) : RandomKey = RunKeys.Recording seed
