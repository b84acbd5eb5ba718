(**
# Hopper: from an expert to an imitator

Records demonstrations of an expert, or takes those of a file, and imitates four of them as the paper did: every 20th
step. The robots need the MuJoCo library (`gail envs` says whether it is there). Build once with
`dotnet build -c Release Gail.Scripts`, then

    dotnet fsi Gail.Scripts/experiments/hopper.fsx expert|demos FILE [ITERATIONS [STEPS]]

An expert is one of the paper's (.npz), or a policy file or run directory of `gail expert`.
*)
#r "../bin/Release/net10.0/Gail.Core.dll"
#r "../bin/Release/net10.0/Gail.Data.dll"
#r "../bin/Release/net10.0/Gail.Runs.dll"
#r "../bin/Release/net10.0/Gail.Scripts.dll"

open Gail.Execution
open Gail.Scripts

let env = Env.create "Hopper-v4"
let executor = Executor()

(**
## The demonstrations

The expert's actions are drawn, as in the paper.
*)
let record policy =
    policy |> Demos.record executor env 10 1L

let demos, rest =
    match List.ofArray fsi.CommandLineArgs |> List.tail with
    | "expert" :: file :: rest when file.EndsWith ".npz" -> Policy.loadPaper file env |> record, rest
    | "expert" :: file :: rest -> Policy.load file |> record, rest
    | "demos" :: file :: rest -> Demos.read file |> Demos.checkAgainst env, rest
    | _ -> failwith "usage: hopper.fsx expert|demos FILE [ITERATIONS [STEPS]]"

printfn $"{demos.EpisodeCount} episodes of {demos.StepCount} steps in all"

(**
## Training

Limits may be given for a quick look; without them the preset runs to its end. The true return, of episodes whose
actions are drawn, is for the reader.
*)
let options =
    let preset =
        Options.preset "fast" env
        |> Options.episodes (min 4 demos.EpisodeCount)
        |> Options.every 20

    match rest with
    | [] -> preset
    | [ iterations ] -> preset |> Options.iterations (int iterations)
    | iterations :: steps :: _ -> preset |> Options.iterations (int iterations) |> Options.batch (int steps)

let every = max 1L (int64 options.Iterations / 20L)

let learner =
    options
    |> Train.gail env demos
    |> Train.run executor (fun progress ->
        for metric in progress.Metrics do
            if metric.Name = "true_return_mean" && progress.State.Iteration % every = 0L then
                printfn $"iteration %d{progress.State.Iteration}: true return %.1f{metric.Value}")

(**
## What was learned

The most probable actions, beside actions drawn at random.
*)
let result = learner.Policy |> Policy.evaluate executor env 10 1L
let random = Policy.random env |> Policy.evaluate executor env 10 1L
printfn $"imitator: %.1f{result.MeanReturn} ± %.1f{result.StandardDeviation}"
printfn $"random: %.1f{random.MeanReturn}"
