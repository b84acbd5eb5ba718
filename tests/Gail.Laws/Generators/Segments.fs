/// Rollouts cut into segments, with rewards and values.
module Gail.Laws.Generators.Segments

open System
open FsCheck
open FsCheck.FSharp
open Gail.Environments
open Gail.Numerics
open Gail.Rollouts

type StepPlan = { Reward: float; Value: float }

type SegmentPlan =
    {
        Steps: StepPlan list
        Terminated: bool
        Truncated: bool
        Final: float
    }

type RolloutPlan =
    {
        Segments: SegmentPlan list
        Discount: float
        Lambda: float
        TimeLimit: TimeLimit
    }

/// What a plan stands for.
type AdvantageSample =
    {
        Options: AdvantageOptions
        Rollout: Rollout
        Rewards: float array
        Values: float array
        Finals: float array
    }

let toSample (plan: RolloutPlan) =
    let steps = plan.Segments |> List.collect _.Steps |> Array.ofList

    let starts =
        plan.Segments |> List.scan (fun at segment -> at + segment.Steps.Length) 0

    let segments =
        List.zip plan.Segments (List.take plan.Segments.Length starts)
        |> List.map (fun (segment, start) ->
            Segment(start, segment.Steps.Length, segment.Terminated, segment.Truncated))

    let zeros rows columns =
        NdArray.Zeros<float32>(Shape(ReadOnlySpan [| rows; columns |]))

    let count = steps.Length

    {
        Options = AdvantageOptions(Discount = plan.Discount, Lambda = plan.Lambda, TimeLimit = plan.TimeLimit)
        Rollout =
            Rollout(
                Observations = zeros count 1,
                Actions = zeros count 1,
                Distribution = zeros count 1,
                RecurrentStates = zeros count 0,
                Steps = NdArray.Zeros<int64>(Shape(ReadOnlySpan [| count |])),
                EnvironmentRewards = NdArray.Zeros<float>(Shape(ReadOnlySpan [| count |])),
                Segments = System.Collections.Immutable.ImmutableArray.CreateRange segments,
                FinalObservations = zeros segments.Length 1,
                CompletedReturns = System.Collections.Immutable.ImmutableArray<float>.Empty,
                CompletedLengths = System.Collections.Immutable.ImmutableArray<int>.Empty,
                EnvironmentSteps = int64 count
            )
        Rewards = steps |> Array.map _.Reward
        Values = steps |> Array.map _.Value
        Finals = plan.Segments |> List.map _.Final |> Array.ofList
    }

let private number = numbers 10.0

let private shares =
    Arb.fromGenShrink (
        Gen.elements [ 0.0; 0.25; 0.5; 0.9; 0.99; 1.0 ],
        fun share -> if share = 0.0 then Seq.empty else Seq.singleton 0.0
    )

let private steps =
    Arb.zip (number, number)
    |> Arb.convert (fun (reward, value) -> { Reward = reward; Value = value }) (fun step -> step.Reward, step.Value)

let private segments =
    let flags = any<bool * bool>

    Arb.zip (Arb.zip (listsOf 1 12 steps, flags), number)
    |> Arb.convert
        (fun ((steps, (terminated, truncated)), final) ->
            {
                Steps = steps
                Terminated = terminated
                Truncated = truncated
                Final = final
            })
        (fun plan -> (plan.Steps, (plan.Terminated, plan.Truncated)), plan.Final)

/// Plans of rollouts of one to four segments.
let plans: Arbitrary<RolloutPlan> =
    let timeLimits =
        Arb.fromGen (Gen.elements [ TimeLimit.Terminal; TimeLimit.Bootstrap ])

    Arb.zip (Arb.zip (listsOf 1 4 segments, timeLimits), Arb.zip (shares, shares))
    |> Arb.convert
        (fun ((segments, timeLimit), (discount, lambda)) ->
            {
                Segments = segments
                Discount = discount
                Lambda = lambda
                TimeLimit = timeLimit
            })
        (fun plan -> (plan.Segments, plan.TimeLimit), (plan.Discount, plan.Lambda))
