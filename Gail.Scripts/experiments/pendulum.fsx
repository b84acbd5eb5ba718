(**
# Pendulum: does training the discriminator longer help?

One experiment from beginning to end: load demonstrations, train with two settings that differ in one thing, and set
the learning curves side by side. Build once with `dotnet build -c Release Gail.Scripts`, then

    dotnet fsi Gail.Scripts/experiments/pendulum.fsx [DEMONSTRATIONS [ITERATIONS]]
*)
#r "../bin/Release/net10.0/Gail.Core.dll"
#r "../bin/Release/net10.0/Gail.Data.dll"
#r "../bin/Release/net10.0/Gail.Runs.dll"
#r "../bin/Release/net10.0/Gail.Scripts.dll"

open System.IO
open Gail.Execution
open Gail.Scripts

let arguments = fsi.CommandLineArgs |> List.ofArray |> List.tail

let file, iterations =
    match arguments with
    | [] -> Path.Combine(__SOURCE_DIRECTORY__, "..", "..", "data", "pendulum.npz"), 60
    | [ file ] -> file, 60
    | file :: count :: _ -> file, int count

(**
## The demonstrations

Four episodes, one of the sizes in the paper. Their returns are for the reader; nothing below trains on them.
*)
let env = Env.create "Pendulum-v1"
let executor = Executor()
let demos = Demos.read file |> Demos.checkAgainst env |> Demos.takeEpisodes 4

printfn $"{demos.EpisodeCount} episodes of {demos.StepCount} steps in all"
printfn "returns: %s" (Demos.returns demos |> List.map (sprintf "%.1f") |> String.concat ", ")

(**
## Two settings

Everything but the number of discriminator steps in an iteration is the same, the seed included. `Train.steps` is a
lazy sequence, so an experiment that looks hopeless can be left early with `Seq.takeWhile`.
*)
let options = Options.preset "fast" env |> Options.seed 1L
let once = options |> Options.discriminator (fun it -> it.With(steps = 1))

let train options =
    let experiment = Train.gail env demos options

    let steps =
        experiment |> Train.steps executor |> Seq.truncate iterations |> List.ofSeq

    steps, Train.policy experiment (List.last steps)

let often, oftenPolicy = train options
let seldom, seldomPolicy = train once

(**
## The curves

The mean true return of the episodes of each iteration, whose actions are drawn.
*)
let curve = Curve.ofSteps "true_return_mean"

[ "fast", curve often; "one step", curve seldom ]
|> Curve.table (max 1 (iterations / 10))
|> printfn "\n%s\n"

(**
## What was learned

The most probable actions over 50 episodes, beside actions drawn at random.
*)
let report name policy =
    let result = Policy.evaluate executor env 50 1L policy
    printfn $"{name}: %.1f{result.MeanReturn} ± %.1f{result.StandardDeviation}"

report "fast" oftenPolicy
report "one step" seldomPolicy
printfn $"random: %.1f{(Policy.random env |> Policy.evaluate executor env 50 1L).MeanReturn}"
