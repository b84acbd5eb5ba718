/// Nothing that comes out of a file or a name reaches the terminal as a command.
module Gail.Cli.Tests.TerminalTests

open System
open System.IO
open System.Text.Json
open System.Text.RegularExpressions
open Gail.Cli
open Gail.Cli.Display
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Spectre.Console
open Expecto
open Gail.TestSupport

let private written (write: LineWriter -> unit) =
    use text = new StringWriter(NewLine = "\n")
    write (new LineWriter(fun () -> text :> TextWriter))
    text.ToString()

let private printable (text: string) =
    written (fun writer -> writer.Write text)

/// Whatever is drawn with escape sequences goes around the writers of lines, and nothing else may.
let private drawers =
    set
        [
            "LiveDisplay.fs"
            "PaperDisplay.fs"
            "Interruption.fs"
            "Output.fs"
            "StandardStreams.fs"
            "Terminal.fs"
        ]

/// Everything that a terminal or a reader of lines could take for more than text.
let private isPlain (text: string) =
    text.Split('\n') |> Array.forall (fun line -> printable line = line)

let private hostile = "e\u001b[31mvil\u009b2J\u202e\u2028\u007f"

[<Tests>]
let tests =
    inOrder
        "terminal"
        [
            testTheory
                "what would move the cursor, break the line or turn it is escaped"
                [
                    "\u001b[31m", "\\u001b[31m"
                    "\u009b2J", "\\u009b2J"
                    "\u007f", "\\u007f"
                    "\a\b\t", "\\u0007\\u0008\\u0009"
                    "a\nb", "a\\u000ab"
                    "a\r\nb", "a\\u000d\\u000ab"
                    "a\u0085b", "a\\u0085b"
                    "a\u2028b\u2029c", "a\\u2028b\\u2029c"
                    "\u202ecod.exe\u2066", "\\u202ecod.exe\\u2066"
                    "\u200bzero\ufeff", "\\u200bzero\\ufeff"
                    "plain, Zürich, 东京, ≥ — fine", "plain, Zürich, 东京, ≥ — fine"
                ]
            <| fun (text: string, expected: string) ->
                Check.Equal(expected + "\n", written _.WriteLine(text))
                Check.Equal(expected, written _.Write(text))
                Check.Equal(expected, written _.Write(text.ToCharArray()))
                Check.Equal(expected, written (fun writer -> text |> Seq.iter writer.Write))
                Check.Equal($"{expected}: 1\n", written _.WriteLine("{0}: {1}", text, 1))
                Check.Equal(expected, Markup.Remove(Output.markup text))

            testCase "what lies beyond the first plane is looked at whole"
            <| fun () ->
                Check.Equal("🤖", printable "🤖")
                Check.Equal("\\udb40\\udc41", printable (Char.ConvertFromUtf32 0xE0041))
                Check.Equal("\\ud83ea", printable (String([| '\uD83E'; 'a' |])))
                Check.Equal("a\\udd16", printable (String([| 'a'; '\uDD16' |])))

            testCase "lines of one's own stay lines"
            <| fun () ->
                Check.Equal("a\nb\\u001b\n\nc\n", written (fun writer -> writeLines writer "a\r\nb\u001b\n\nc"))

            testCase "JSON means the same after it was made printable"
            <| fun () ->
                let json =
                    JsonSerializer.Serialize(
                        "\u001b\u202e\u2028\u0085\u007f 🤖 é",
                        JsonSerializerOptions(
                            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
                        )
                    )

                Check.Equal(
                    JsonSerializer.Deserialize<string>(json: string),
                    JsonSerializer.Deserialize<string>(printable json: string)
                )

            testCase "no command writes around the escapes"
            <| fun () ->
                let folder = Path.Combine(root, "Gail.Cli")

                let around =
                    Regex(
                        @"Console\s*\.\s*(Out|Error|Write|WriteLine|SetOut|SetError)\b|\be?printfn?\b|Console\.\w*Markup\b"
                    )

                let own = Regex(@"\bstd(out|err)\b")

                let inside =
                    Regex(@"^(namespace Gail\.Cli\s*$|open Gail\.Cli\s*$)", RegexOptions.Multiline)

                for file in Directory.GetFiles(folder, "*.fs", SearchOption.AllDirectories) do
                    let name = nonNull (Path.GetFileName file)

                    if not (file.Contains "obj") then
                        let text = File.ReadAllText file

                        if not (drawers.Contains name) then
                            Check.False(around.IsMatch text, $"{name} writes around Terminal.fs")

                        if own.IsMatch text then
                            Check.True(inside.IsMatch text, $"{name} has F#'s own outputs")

                        if name <> "Output.fs" then
                            Check.DoesNotContain("Markup.Escape", text)

            testCase "names of files are shown escaped by every command"
            <| fun () ->
                if OperatingSystem.IsLinux() then
                    use folder = new Folder()

                    let named extension =
                        folder.File $"{hostile}\nsecond line{extension}"

                    let demos = named ".npz"
                    File.Copy(cartPole (), demos)
                    let run = named ".run"

                    let commands =
                        [
                            [ "inspect"; demos ]
                            [ "inspect"; demos + "x" ]
                            [ "convert"; demos; named ".csv" ]
                            [ "convert"; demos; named ".csv" ]
                            [ "convert"; demos; named ".what" ]
                            [
                                "train"
                                "--env"
                                "CartPole-v1"
                                "--demos"
                                demos
                                "--out"
                                run
                                "--iterations"
                                "1"
                                "--batch-steps"
                                "100"
                                "--eval-episodes"
                                "1"
                            ]
                            [ "train"; "--resume"; run; "--iterations"; "2"; "--eval-episodes"; "1" ]
                            [ "train"; "--resume"; demos ]
                            [ "train"; "--env"; hostile; "--demos"; demos ]
                            [ "train"; "--env"; "CartPole-v1"; "--demos"; demos; "--set"; hostile + "=1" ]
                            [ "train"; "--env"; "CartPole-v1"; "--demos"; demos; "--discount"; hostile ]
                            [ "train"; "--" + hostile ]
                            [ "evaluate"; "--policy"; run; "--episodes"; "1" ]
                            [ "record"; "--policy"; run; "--episodes"; "1"; "--out"; named ".jsonl" ]
                            [ "expert"; "--policy"; run; "--episodes"; "1"; "--record"; named ".h5" ]
                            [ "paper"; "--experts"; run; "--out"; named ".md" ]
                            [ "envs"; hostile ]
                            [ "options"; "--env"; "Hopper-v5:" + hostile ]
                            [ hostile ]
                        ]

                    for arguments in commands do
                        for json in [ []; [ "--json" ] ] do
                            let outcome = gail (arguments @ json)
                            let what = String.Join(' ', arguments)
                            Check.True((outcome.ExitCode < 3), $"{printable what}: {outcome.ErrorOutput}")
                            Check.True(isPlain outcome.Output, $"{printable what}: {printable outcome.Output}")

                            Check.True(
                                isPlain outcome.ErrorOutput,
                                $"{printable what}: {printable outcome.ErrorOutput}"
                            )

                            Check.DoesNotMatch("(?m)^second line", outcome.Output + "\n" + outcome.ErrorOutput)

                    let inspected = gail [ "inspect"; demos ]

                    Check.Contains(
                        "e\\u001b[31mvil\\u009b2J\\u202e\\u2028\\u007f\\u000asecond line.npz",
                        inspected.Output
                    )
                    // A program gets the name as it is.
                    use report = JsonDocument.Parse (gail [ "inspect"; demos; "--json" ]).Output
                    Check.Equal(demos, report.RootElement.GetProperty("file").GetString())

            testCase "names in files are shown escaped"
            <| fun () ->
                use folder = new Folder()
                let csv = folder.File "names.csv"
                File.WriteAllText(csv, $"episode,obs_0,act_0,\"{hostile}\nx\"\n0,1,2,3\n0,1,2,3\n")
                let lines = folder.File "names.jsonl"

                File.WriteAllText(
                    lines,
                    "{\"observation\": {\"a\\u001b[2J\\n\\u202eb\": [1]}, \"action\": [0.5]}\n{\"observation\": {\"a\\u001b[2J\\n\\u202eb\": [1]}, \"action\": [0.5]}\n"
                )

                for file in [ csv; lines ] do
                    for arguments in
                        [
                            [ "inspect"; file ]
                            [ "convert"; file; folder.File(nonNull (Path.GetFileName file) + ".npz") ]
                            [ "train"; "--env"; "Pendulum-v1"; "--demos"; file ]
                        ] do
                        let outcome = gail arguments
                        Check.True((outcome.ExitCode < 3), outcome.ErrorOutput)
                        Check.True(isPlain outcome.Output, printable outcome.Output)
                        Check.True(isPlain outcome.ErrorOutput, printable outcome.ErrorOutput)

        ]
