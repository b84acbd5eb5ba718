/// What is no file on disk: pipes and standard input work, what could wait forever is refused by name.
module Gail.Cli.Tests.PipeTests

open System
open System.IO
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

let private dll = Path.Combine(AppContext.BaseDirectory, "gail.dll")

/// Runs a line of bash in which `gail` is the command, with temporary files in a folder of their own; whatever is kept
/// there is gone afterwards.
let private bash (folder: Folder) (line: string) =
    let temporary = Directory.CreateDirectory(folder.File "tmp").FullName
    let script = $"gail() {{ dotnet '{dll}' \"$@\"; }}; cd '{folder.Path}'; {line}"
    let outcome = runWith [ "TMPDIR", temporary ] root "bash" [ "-c"; script ]
    Check.Empty(Directory.GetFiles(temporary, "gail-input-*"))
    Check.DoesNotContain("   at ", outcome.ErrorOutput)
    outcome

let private withFiles (test: Folder -> unit) =
    if OperatingSystem.IsLinux() then
        use folder = new Folder()
        File.Copy(cartPole (), folder.File "demos.npz")
        writeExpert (folder.File "expert.npz") 3 1
        test folder

let private reading =
    [
        "cat demos.npz | gail inspect - --json"
        "gail inspect - --json < demos.npz"
        "cat demos.npz | gail inspect /dev/stdin --json"
        "cat demos.npz | gail inspect /dev/fd/0 --json"
        "cat demos.npz | gail inspect /proc/self/fd/0 --json"
        "gail inspect /dev/stdin --json < demos.npz"
        "gail inspect <(cat demos.npz) --json"
        "gail inspect /dev/fd/4 --json 4< <(cat demos.npz)"
        "mkfifo p; cat demos.npz > p & gail inspect /dev/fd/5 --json 5< p"
        "mkfifo p; cat demos.npz > p & gail inspect - --json < p"
        "gail convert demos.npz demos.csv > /dev/null; cat demos.csv | gail inspect - --json"
        "cat demos.npz | gail convert - out.npz > /dev/null; gail inspect out.npz --json"
        "gail convert <(cat demos.npz) out.jsonl > /dev/null; gail inspect out.jsonl --json"
    ]

let private small = "--iterations 1 --batch-steps 100 --eval-episodes 1 --quiet"

let private refused =
    [
        "mkfifo p.npz; gail inspect p.npz", "p.npz: is a pipe, expected a file; to read what comes through one, give -"
        "mkfifo p.npz; ln -s p.npz l.npz; gail inspect l.npz", "l.npz: is a pipe"
        "mkfifo p; gail convert p out.npz", "p: is a pipe"
        "mkdir d; mkfifo d/p.npz; gail inspect d", "d/p.npz: is a pipe"
        "mkfifo p; gail train --env CartPole-v1 --demos p --out r", "p: is a pipe"
        "mkfifo p; gail train --env CartPole-v1 --demos demos.npz --options p --out r", "--options: p: is a pipe"
        "mkfifo p; gail evaluate --policy p --env CartPole-v1", "p: is a pipe"
        "mkdir r; mkfifo r/policy.safetensors; gail evaluate --policy r", "r/policy.safetensors: is a pipe"
        "mkdir r; mkfifo r/options.json; gail train --resume r", "r/options.json: is a pipe"
        "mkdir e; for n in CartPole Acrobot MountainCar; do mkfifo e/$n-v0.npz; done; gail paper --experts e --out a.md",
        "e/CartPole-v0.npz: is a pipe"
        "mkfifo a.md; gail paper --out a.md", "a.md: is a pipe"
        "mkfifo a.jsonl; gail paper --out a.md", "a.jsonl: the results cannot be written: it is a pipe"
        "gail inspect /dev/null", "/dev/null: is a device"
        "gail inspect /dev/zero", "/dev/zero: is a device"
        "gail inspect - < /dev/null", "-: expected demonstrations in a known format but the file is empty"
        "head -c 500 demos.npz | gail inspect -", "-: "
        "printf 'no demonstrations' | gail evaluate --policy - --env CartPole-v1", "-: "
        "gail convert demos.npz - --format csv", "OUT: '-' is standard input, expected the name of a file to write"
        "gail convert demos.npz /dev/null --format csv --overwrite", "OUT: '/dev/null' is a device"
        "mkfifo o.npz; gail convert demos.npz o.npz --overwrite", "OUT: 'o.npz' is a pipe"
        "ln -s nowhere.npz o.npz; gail convert demos.npz o.npz", "OUT: 'o.npz' exists already"
        "cat demos.npz | gail convert - - out.npz", "'-' is given twice"
    ]
    |> dict

[<Tests>]
let tests =
    inOrder
        "pipe"
        [
            testTheory "demonstrations come through pipes" reading
            <| fun (line: string) ->
                withFiles (fun folder ->
                    let outcome = bash folder line
                    Check.Equal(("", 0), (outcome.ErrorOutput, outcome.ExitCode))
                    Check.Contains("\"episodes\":6,", outcome.Output))

            testTheory
                "policies and references come through pipes"
                [
                    "cat expert.npz | gail evaluate --policy - --env Pendulum-v1 --episodes 1"
                    "gail evaluate --policy <(cat expert.npz) --env Pendulum-v1 --episodes 1"
                    "cat expert.npz | gail record --policy /dev/stdin --env Pendulum-v1 --episodes 1 --out a.npz"
                    "cat expert.npz | gail expert --weights - --env Pendulum-v1 --episodes 1 --record b.npz"
                    "cat demos.npz | gail evaluate --policy random --env CartPole-v1 --episodes 1 --demos -"
                ]
            <| fun (line: string) ->
                withFiles (fun folder ->
                    let outcome = bash folder line
                    Check.Equal(("", 0), (outcome.ErrorOutput, outcome.ExitCode))
                    Check.Contains("mean return", outcome.Output))

            testCase "a run from a pipe is the run from the file, and goes on when it is given again"
            <| fun () ->
                withFiles (fun folder ->
                    let outcome =
                        bash
                            folder
                            ($"gail train --env CartPole-v1 --demos demos.npz --out a {small} && "
                             + $"cat demos.npz | gail train --env CartPole-v1 --demos - --out b {small} && "
                             + $"gail options --json --env CartPole-v1 | gail train --options - --demos demos.npz --out c {small} && "
                             + "gail train --options <(cat a/options.json) --demos <(cat demos.npz) --out d --quiet --eval-episodes 1 && "
                             + "cat demos.npz | gail train --resume b --demos - --iterations 2 --quiet && "
                             + "gail train --resume a --iterations 2 --quiet")

                    Check.Equal(("", 0), (outcome.ErrorOutput, outcome.ExitCode))
                    sameRun (folder.File "a") (folder.File "b")
                    let again = bash folder "gail train --resume b --iterations 3 < /dev/null"
                    Check.Equal(1, again.ExitCode)
                    Check.Contains("say where they are with --demos FILE", again.ErrorOutput))

            testTheory "what is no file is refused by name and never waited for" refused.Keys
            <| fun (line: string) ->
                withFiles (fun folder ->
                    let outcome = bash folder line
                    Check.InRange(outcome.ExitCode, 1, 2)
                    Check.StartsWith($"gail: {refused[line]}", outcome.ErrorOutput)
                    Check.Single(outcome.ErrorOutput.TrimEnd().Split('\n')) |> ignore)

            testTheory "what was kept of a pipe goes when a signal ends the command" [ "INT"; "TERM"; "HUP" ]
            <| fun (name: string) ->
                if OperatingSystem.IsLinux() then
                    use folder = new Folder()

                    use running = readingGail [ "TMPDIR", folder.Path ] [ "inspect"; "-" ]
                    running.Input.Write(ReadOnlySpan "episode,obs_0"B)
                    running.Input.Flush()

                    // The file is there as soon as the command reads.
                    running.WaitFor("its input", (fun () -> Directory.GetFiles(folder.Path, "gail-input-*").Length > 0))
                    running.Signal name
                    running.End() |> ignore
                    Check.Empty(Directory.GetFiles(folder.Path, "gail-input-*"))

        ]
