namespace Gail.Scripts

open System
open Gail.Numerics

/// The random keys of a seed, one for each purpose outside of training, so that no purpose repeats the numbers of
/// another. (Trainers fold iteration numbers and the two greatest numbers into the same seed's key.)
[<RequireQualifiedAccess>]
module Keys =

    let private purpose (number: uint64) (seed: int64) =
        RandomKey.FromSeed(seed).Fold(UInt64.MaxValue - number)

    /// For evaluating a policy.
    let evaluation (seed: int64) : RandomKey = purpose 16UL seed

    /// For sub-sampling demonstrations.
    let subsampling (seed: int64) : RandomKey = purpose 17UL seed

    /// For recording demonstrations.
    let recording (seed: int64) : RandomKey = purpose 18UL seed
