/// Demonstrations: any mixture of optional columns, kinds of actions and lengths of episodes.
module Gail.Laws.Generators.Demonstrations

open System
open System.Collections.Immutable
open FsCheck
open FsCheck.FSharp
open Gail.Data
open Gail.Data.Columns
open Gail.Data.Views.Transforms
open Gail.Numerics

/// Demonstrations as they are shown and shrunk. The numbers are repeated, each time greater by 1.
type DemonstrationPlan =
    {
        Lengths: int list
        Width: int
        /// The width of real actions; none where actions are choices.
        ActionWidth: int option
        ActionCount: bool
        Numbers: float32 list
        Rewards: bool
        Finals: bool
        Ended: bool list option
        Terminated: bool
        /// Every how manieth step was kept; 1 where all were.
        Every: int
    }

let private fill (plan: DemonstrationPlan) rows columns =
    let numbers = Array.ofList plan.Numbers

    let values =
        Array.init (rows * columns) (fun i -> numbers[i % numbers.Length] + float32 (i / numbers.Length))

    NdArray.Matrix<float32>(rows, columns, ReadOnlySpan values)

/// What is made where it is present.
let private where (present: bool) (make: unit -> 'T) =
    if present then make () else Unchecked.defaultof<'T>

let toDemonstrations (plan: DemonstrationPlan) =
    let steps, episodes = List.sum plan.Lengths, plan.Lengths.Length

    let ended =
        plan.Ended
        |> Option.map (fun flags -> Array.init episodes (fun i -> List.item (i % flags.Length) flags))

    let actions =
        match plan.ActionWidth with
        | Some width -> fill plan steps width
        | None -> NdArray.Matrix<float32>(steps, 1, ReadOnlySpan(Array.init steps (fun i -> float32 (i % 4))))

    let vector (values: 'V array) = NdArray.Vector<'V>(ReadOnlySpan values)

    let columns =
        DemonstrationColumns(
            Observations = fill plan steps plan.Width,
            Actions = actions,
            ActionsAreDiscrete = plan.ActionWidth.IsNone,
            ActionCount =
                (if plan.ActionCount && plan.ActionWidth.IsNone then
                     Nullable 7
                 else
                     Nullable()),
            EpisodeStarts = ImmutableArray.CreateRange(plan.Lengths |> List.scan (+) 0 |> List.take episodes),
            Rewards = where plan.Rewards (fun () -> vector (Array.init steps (fun i -> 0.1 * float i))),
            FinalObservations = where plan.Finals (fun () -> fill plan episodes plan.Width),
            Ended = where ended.IsSome (fun () -> vector ended.Value),
            Terminated =
                where (plan.Terminated && ended.IsSome) (fun () ->
                    vector (ended.Value |> Array.mapi (fun i flag -> flag && i % 2 = 0)))
        )

    let whole = Demonstrations.Create columns

    if plan.Every = 1 then
        whole
    else
        whole.Transform(fun view -> view.KeepEvery(plan.Every, RandomKey.FromSeed 5L))

let private float32s =
    let finite = Single.IsFinite

    let special =
        Gen.elements [ 0.1f; -0.0f; Single.Epsilon; Single.MaxValue; -1e-20f; 16777217.0f ]

    Arb.fromGenShrink (
        Gen.oneof [ special; Arb.toGen any<float32> |> Gen.where finite ],
        Arb.toShrink any<float32> >> Seq.filter finite
    )

let private lengths = listsOf 1 6 (between 1 12)
let private values = listsOf 1 8 float32s
let private flags = Arb.option (listsOf 1 6 any<bool>)

/// Plans of demonstrations.
let plans: Arbitrary<DemonstrationPlan> =
    let generate =
        gen {
            let! lengths = Arb.toGen lengths
            let! width = Gen.choose (1, 4)
            let! actionWidth = Gen.optionOf (Gen.choose (1, 3))
            let! numbers = Arb.toGen values
            let! ended = Arb.toGen flags
            let! every = Gen.elements [ 1; 1; 3 ]
            let! switches = Gen.arrayOfLength 4 (Gen.elements [ true; false ])

            return
                {
                    Lengths = lengths
                    Width = width
                    ActionWidth = actionWidth
                    ActionCount = switches[0]
                    Numbers = numbers
                    Rewards = switches[1]
                    Finals = switches[2]
                    Ended = ended
                    Terminated = switches[3]
                    Every = every
                }
        }

    let shrink plan =
        Seq.concat
            [
                smaller lengths _.Lengths (fun lengths plan -> { plan with Lengths = lengths }) plan
                smaller (between 1 4) _.Width (fun width plan -> { plan with Width = width }) plan
                smaller values _.Numbers (fun numbers plan -> { plan with Numbers = numbers }) plan
                smaller flags _.Ended (fun ended plan -> { plan with Ended = ended }) plan
                smaller any<bool> _.Rewards (fun rewards plan -> { plan with Rewards = rewards }) plan
                smaller any<bool> _.Finals (fun finals plan -> { plan with Finals = finals }) plan
                smaller any<bool> _.Terminated (fun terminated plan -> { plan with Terminated = terminated }) plan
                smaller (between 1 3) _.Every (fun every plan -> { plan with Every = every }) plan
            ]

    Arb.fromGenShrink (generate, shrink)
