/// A run stopped and resumed is the uninterrupted run, byte for byte.
module Gail.Tests.ResumeTests

open System
open System.IO
open System.Text.Json
open System.Text.RegularExpressions
open Gail.Tests.GailProcess
open Gail.Tests.Samples
open Xunit

let private succeed arguments =
    let outcome = gail arguments
    Assert.Equal((0, ""), (outcome.ExitCode, (if outcome.ExitCode = 0 then "" else outcome.ErrorOutput)))

let private begin' (method: string) (threads: int) =
    let common =
        [
            "--env"
            "CartPole-v1"
            "--threads"
            string threads
            "--eval-episodes"
            "1"
            "--eval-every"
            "2"
            "--quiet"
            "--batch-steps"
            "600"
        ]

    let networks = [ "--policy-hidden"; "16,16"; "--value-hidden"; "16" ]

    match method with
    | "expert" -> "expert" :: common @ networks
    | _ ->
        [ "train"; "--demos"; cartPole (); "--method"; method; "--disc-hidden"; "16" ]
        @ [ "--disc-steps"; "3"; "--disc-batch"; "64"; "--bc-updates"; "5" ]
        @ common
        @ networks

let private resumeEquals (method: string) (threads: int) (rest: string list) =
    use folder = new Folder()
    let whole, halved = folder.File "whole", folder.File "halved"
    let start = begin' method threads @ rest

    let resume =
        [
            start.Head
            "--resume"
            halved
            "--threads"
            string threads
            "--eval-episodes"
            "1"
            "--eval-every"
            "2"
            "--quiet"
        ]

    succeed (start @ [ "--iterations"; "4"; "--out"; whole ])
    succeed (start @ [ "--iterations"; "2"; "--out"; halved ])
    succeed (resume @ [ "--iterations"; "4" ])
    sameRun whole halved
    Assert.Equal(5, File.ReadAllLines(Path.Combine(halved, "metrics.csv")).Length)
    Assert.Equal(3, File.ReadAllLines(Path.Combine(halved, "evaluations.csv")).Length)

[<Theory>]
[<InlineData("gail", 2)>]
[<InlineData("bc", 1)>]
let ``a run resumed after two iterations of four is the whole run`` (method: string) (threads: int) =
    resumeEquals method threads []

[<Theory>]
[<Trait("Tier", "Slow")>]
[<InlineData("gail", 1, "")>]
[<InlineData("gail", 2, "--num-envs 8")>]
[<InlineData("gail", 2, "--preset paper")>]
[<InlineData("bc", 2, "")>]
[<InlineData("expert", 1, "--value-fit natural-gradient")>]
[<InlineData("expert", 2, "--value-fit adam")>]
let ``so it is with other options, methods and threads`` (method: string) (threads: int) (rest: string) =
    resumeEquals method threads (List.ofArray (rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)))

let private trainedOnce =
    lazy
        (let folder = new Folder()
         AppDomain.CurrentDomain.ProcessExit.Add(fun _ -> (folder :> IDisposable).Dispose())
         File.Copy(cartPole (), folder.File "demos.npz")

         succeed
             [
                 "train"
                 "--env"
                 "CartPole-v1"
                 "--demos"
                 folder.File "demos.npz"
                 "--method"
                 "bc"
                 "--bc-updates"
                 "2"
                 "--iterations"
                 "2"
                 "--eval-episodes"
                 "1"
                 "--quiet"
                 "--out"
                 folder.File "run"
             ]

         folder)

[<Theory>]
[<InlineData("--discount 0.9", 2, "--discount would change the run")>]
[<InlineData("--seed 4", 2, "--seed would change the run")>]
[<InlineData("--env CartPole-v1", 2, "--env cannot be given with --resume")>]
[<InlineData("--iterations 1", 1, "--iterations is 1, but")>]
[<InlineData("--demos {other}", 1, "changed since the run")>]
[<InlineData("--demos none.npz", 1, "'none.npz' are not there")>]
let ``--resume refuses what would make another run`` (rest: string) (code: int) (named: string) =
    let folder = trainedOnce.Value
    let run = folder.File "run"
    let before = File.ReadAllText(Path.Combine(run, "options.json"))

    let outcome =
        gail (
            [ "train"; "--resume"; run ]
            @ List.ofArray (rest.Replace("{other}", pendulum ()).Split ' ')
        )

    Assert.Equal(code, outcome.ExitCode)
    Assert.Contains(named, outcome.ErrorOutput)
    Assert.Single(outcome.ErrorOutput.TrimEnd().Split('\n')) |> ignore
    Assert.Equal(before, File.ReadAllText(Path.Combine(run, "options.json")))

[<Fact>]
let ``a run that is over can be resumed for its summary`` () =
    let run = trainedOnce.Value.File "run"

    let metrics () =
        File.ReadAllText(Path.Combine(run, "metrics.csv"))

    let before = metrics ()
    succeed [ "train"; "--resume"; run; "--eval-episodes"; "1"; "--json" ]
    Assert.Equal(before, metrics ())

[<Fact>]
let ``the other command's run is refused by name`` () =
    let outcome = gail [ "expert"; "--resume"; trainedOnce.Value.File "run" ]
    Assert.Equal(1, outcome.ExitCode)
    Assert.Contains("gail train --resume", outcome.ErrorOutput)

/// Waits for the first iterations of a run that would take hours, then signals it.
let private stopped (name: string) (run: string) =
    use running =
        startedGail (begin' "gail" 2 @ [ "--iterations"; "100000"; "--out"; run; "--json" ])

    let metrics = Path.Combine(run, "metrics.csv")

    running.WaitFor("two iterations", (fun () -> File.Exists metrics && File.ReadAllLines(metrics).Length > 2))
    running.Signal name
    running.End(), running.Output

[<Theory>]
[<InlineData "INT">]
[<InlineData "TERM">]
let ``Ctrl-C keeps what was learned, and the run goes on from there`` (name: string) =
    Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill")
    use folder = new Folder()
    let run, whole = folder.File "run", folder.File "whole"
    let code, output = stopped name run
    Assert.Equal(130, code)
    let result = JsonDocument.Parse(output).RootElement
    Assert.True(result.GetProperty("stopped").GetBoolean())
    Assert.Equal(JsonValueKind.Null, result.GetProperty("evaluation").ValueKind)
    let iterations = result.GetProperty("iterations").GetInt32()
    Assert.True(iterations >= 2)
    Assert.True(File.Exists(string (result.GetProperty("policy").GetString())))

    let limit = [ "--iterations"; string (iterations + 1) ]

    succeed (
        [
            "train"
            "--resume"
            run
            "--eval-episodes"
            "1"
            "--eval-every"
            "2"
            "--quiet"
        ]
        @ limit
    )

    succeed (begin' "gail" 2 @ limit @ [ "--out"; whole ])
    sameRun whole run

[<Fact>]
let ``the message after Ctrl-C is the command that goes on`` () =
    Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill")
    use folder = new Folder()
    let run = folder.File "run"

    use running =
        startedGail
            [
                "train"
                "--env"
                "CartPole-v1"
                "--demos"
                cartPole ()
                "--out"
                run
                "--batch-steps"
                "300"
                // It must not be over before the signal comes, however late that is.
                "--iterations"
                "100000"
            ]

    running.WaitFor("its first iteration", (fun () -> Regex.IsMatch(running.ErrorOutput, "(?m)^iteration")))
    running.Signal "INT"
    Assert.Equal(130, running.End())
    Assert.Contains($"gail train --resume {run}", running.ErrorOutput)
    Assert.True(File.Exists(Path.Combine(run, "policy.safetensors")))
