/// Distributions over actions of any space, with parameters.
module Gail.Laws.Generators.Distributions

open System
open System.Collections.Immutable
open FsCheck
open FsCheck.FSharp
open Gail.Distributions
open Gail.Environments
open Gail.Graphs
open Gail.Laws.Generators.Matrices
open Gail.Numerics

/// A part of an action: a choice among some, or a continuous dimension.
type ActionPart =
    | Choice of count: int
    | Dimension

/// A space, and numbers that a network would give for it.
type DistributionPlan =
    {
        Parts: ActionPart list
        Network: float list
        Free: float list
    }

let private spaceOf part : ActionSpace =
    match part with
    | Choice count -> DiscreteSpace count
    | Dimension -> BoxSpace.Uniform(1, -1.0f, 1.0f)

let space (plan: DistributionPlan) : ActionSpace =
    match plan.Parts with
    | [ part ] -> spaceOf part
    | parts -> ProductSpace(ImmutableArray.CreateRange(List.map spaceOf parts))

let family plan = ActionDistribution.For(space plan)

/// One row of parameters; categorical ones are normalised.
let parameters (plan: DistributionPlan) (numbers: float list) =
    let family = family plan
    let free = max 1 family.FreeWidth

    let row width (values: float list) =
        matrix 1 width (List.map float32 values)

    family.Parameters(Expr.Input("network", family.NetworkWidth), Expr.Parameter("free", 1, free))
    |> evaluate [ "network", row family.NetworkWidth numbers; "free", row free plan.Free ]

/// The same row again and again.
let repeat count (row: NdArray<float32>) =
    matrix 1 row.Columns (List.ofSeq row.Values)
    |> fun row -> row.Gather(ReadOnlySpan(Array.zeroCreate<int> count))

/// Where the parameters of each part begin.
let partsOf (plan: DistributionPlan) =
    let width part =
        ActionDistribution.For(spaceOf part).ParameterWidth

    List.zip
        plan.Parts
        (plan.Parts
         |> List.scan (fun at part -> at + width part) 0
         |> List.take plan.Parts.Length)

/// Encoded actions and the volume that each stands for, so that sums over them are integrals: all choices, and in each
/// continuous dimension a grid over 9 standard deviations, on which the trapezoid rule is as good as exact.
let grid (plan: DistributionPlan) (parameters: NdArray<float32>) =
    let points (part, at) =
        match part with
        | Choice count ->
            [
                for i in 0 .. count - 1 -> [ for j in 0 .. count - 1 -> if i = j then 1.0 else 0.0 ], 1.0
            ]
        | Dimension ->
            let mean, deviation = float parameters[at], exp (float parameters[at + 1])
            let step = deviation / 4.0
            [ for i in -36 .. 36 -> [ mean + float i * step ], step ]

    let all =
        partsOf plan
        |> List.map points
        |> List.fold
            (fun lefts rights ->
                [
                    for left, volume in lefts do
                        for right, other in rights -> left @ right, volume * other
                ])
            [ [], 1.0 ]

    let width = (family plan).EncodedWidth
    let values = all |> List.collect fst |> List.map float32 |> Array.ofList
    NdArray.Matrix<float32>(all.Length, width, ReadOnlySpan values), List.map snd all |> Array.ofList

let logProbabilities plan (parameters: NdArray<float32>) (actions: NdArray<float32>) =
    let family = family plan

    family.LogProbability(Expr.Input("p", family.ParameterWidth), Expr.Input("a", family.EncodedWidth))
    |> evaluate [ "p", repeat actions.Rows parameters; "a", actions ]
    |> _.Values
    |> Seq.map float
    |> Array.ofSeq

/// Plans of distributions: up to three parts, at most two of them continuous.
let plans: Arbitrary<DistributionPlan> =
    let part =
        Arb.fromGenShrink (
            Gen.oneof [ Gen.map Choice (Gen.choose (2, 4)); Gen.constant Dimension ],
            function
            | Choice count when count > 2 -> Seq.ofList [ Choice(count - 1) ]
            | _ -> Seq.empty
        )

    let isSmall parts =
        List.sumBy (fun part -> if part = Dimension then 1 else 0) parts <= 2

    let parts = listsOf 1 3 part |> Arb.filter isSmall
    let network, free = listsOf 1 8 (numbers 2.0), listsOf 1 3 (numbers 1.0)

    let generate =
        gen {
            let! parts = Arb.toGen parts
            let! network = Arb.toGen network
            let! free = Arb.toGen free

            return
                {
                    Parts = parts
                    Network = network
                    Free = free
                }
        }

    let shrink plan =
        Seq.concat
            [
                smaller parts _.Parts (fun parts plan -> { plan with Parts = parts }) plan
                smaller network _.Network (fun numbers plan -> { plan with Network = numbers }) plan
                smaller free _.Free (fun numbers plan -> { plan with Free = numbers }) plan
            ]

    Arb.fromGenShrink (generate, shrink)
