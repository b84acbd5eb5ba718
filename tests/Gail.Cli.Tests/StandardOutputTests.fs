/// Standard output that nobody reads, or that has no room.
module Gail.Cli.Tests.StandardOutputTests

open System
open System.IO
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

let private dll = Path.Combine(AppContext.BaseDirectory, "gail.dll")

/// Runs the command within a line of a shell, where GAIL stands for it.
let private shell (line: string) =
    Check.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and /dev/full")
    runIn root "bash" [ "-c"; line.Replace("GAIL", $"dotnet '{dll}'") ]

/// Runs a line of the shell whose standard output is a pipe that nobody reads any more; its exit code.
let private unread (folder: Folder) (line: string) =
    let gone, code = folder.File "gone", folder.File "code"

    let outcome =
        shell $"( until [ -e '{gone}' ]; do sleep 0.05; done; {line}; echo $? >'{code}' ) | ( exec <&-; : >'{gone}' )"

    int (File.ReadAllText code), outcome.ErrorOutput

let private training run =
    let options = String.Join(' ', small)
    $"GAIL train --env CartPole-v1 --demos '{cartPole ()}' --out '{run}' --eval-episodes 1 --json {options}"

let private assertWhole run =
    for name in [ "options.json"; "metrics.csv"; "policy.safetensors"; "checkpoints/000002" ] do
        Check.True(Path.Exists(Path.Combine(run, name)), name)

    Check.Equal(0, (gail [ "evaluate"; "--policy"; run; "--episodes"; "1" ]).ExitCode)

[<Tests>]
let tests =
    inOrder
        "standard output"
        [
            testTheory
                "a reader that has gone ends the command quietly with the exit code of SIGPIPE"
                [ "envs"; "envs Pendulum-v1"; "--help"; "options --json" ]
            <| fun (command: string) ->
                use folder = new Folder()
                Check.Equal((141, ""), unread folder $"GAIL {command}")

            testCase "a reader that takes all leaves exit code 0"
            <| fun () ->
                let outcome = shell "GAIL envs | cat >/dev/null; echo ${PIPESTATUS[0]}"
                Check.Equal(("0", ""), (outcome.Output.Trim(), outcome.ErrorOutput))

            testTheory "a full device is named as standard output" [ "envs"; "--help"; "options --json" ]
            <| fun (command: string) ->
                let outcome = shell $"GAIL {command} >/dev/full"

                Check.Equal(
                    (1, "gail: standard output cannot be written: no space left on device"),
                    (outcome.ExitCode, outcome.ErrorOutput.Trim())
                )

            testCase "a closed standard output is named as well"
            <| fun () ->
                let outcome = shell "GAIL envs >&-"
                Check.Equal(1, outcome.ExitCode)
                Check.StartsWith("gail: standard output cannot be written: ", outcome.ErrorOutput)

            testTheory
                "training finishes its files whatever becomes of its output"
                [ ">/dev/full", 1; "2>/dev/full", 0 ]
            <| fun (redirection: string, code: int) ->
                use folder = new Folder()
                let run = folder.File "run"
                Check.Equal(code, (shell $"{training run} {redirection}").ExitCode)
                assertWhole run

            testCase "training finishes its files when nobody reads its result"
            <| fun () ->
                use folder = new Folder()
                let run = folder.File "run"
                Check.Equal(141, fst (unread folder (training run)))
                assertWhole run

            testCase "an expert's demonstrations are recorded though nobody reads the summary"
            <| fun () ->
                use folder = new Folder()
                let run, file = folder.File "run", folder.File "demos.npz"

                let outcome =
                    shell
                        $"GAIL expert --env Pendulum-v1 --iterations 1 --batch-steps 200 --eval-episodes 1 --out '{run}' --record '{file}' --episodes 1 >/dev/full"

                Check.Equal(1, outcome.ExitCode)
                Check.True(File.Exists file)

        ]
