namespace Gail.Cli.Commands

open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Scripts
open Gail.Configuration
open Gail.Training

type OptionsArguments =
    | Env of id: string
    | Preset of name: string
    | Method of name: string
    | Json
    | Markdown

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Env _ -> "the environment that the presets are made for [Pendulum-v1]"
            | Preset _ -> "fast or paper [fast]"
            | Method _ -> "gail, bc, fem, gtal or expert [gail]"
            | Json -> "print an options.json, which `gail train --options FILE` begins from"
            | Markdown -> "print docs/options.md, the page of all options"

/// gail options: every number of a run, its value in a preset, and its range.
[<RequireQualifiedAccess>]
module Options =

    let help () =
        Command.help
            "Lists every option of a run: its path for --set, its flag, its value in a preset, what is allowed."
            "gail options [options]"
            [
                Command.section<OptionsArguments> "Options" [ "--env"; "--preset"; "--method"; "--json"; "--markdown" ]
            ]
            [
                "The authors' settings for CartPole", "gail options --env CartPole-v1 --preset paper"
                "A file to edit and begin from", "gail options --env CartPole-v1 --json > mine.json"
            ]

    /// The page of all options in the documentation.
    let page () =
        let defaults = OptionValues(TrainingOptions(Environment = ""))
        let code (text: string | null) = if isNull text then "" else $"`{text}`"

        let row (cells: string list) =
            cells
            |> List.map _.Replace("|", "\\|")
            |> String.concat " | "
            |> fun cells -> $"| {cells} |"

        [
            "# Options of a run"
            ""
            "Every number of a run, as declared beside its property in Gail.Core; `gail options --markdown` prints this page."
            "Paths are those of options.json, of `--set PATH=VALUE` and of `Options.set`; flags are short for them. Defaults"
            "are the authors' for classic control; `gail options --env ID --preset NAME` lists those of a preset."
            ""
            row [ "option"; "flag"; "default"; "allowed"; "meaning" ]
            row [ "---"; "---"; "---"; "---"; "---" ]
            for option in Overrides.all do
                row
                    [
                        code option.Path
                        code option.Flag
                        defaults.Show option
                        option.Allowed
                        option.Meaning
                    ]
        ]
        |> String.concat "\n"

    let run (arguments: ParseResults<OptionsArguments>) =
        let environment =
            Env.specOf (arguments.GetResult(Env, defaultValue = "Pendulum-v1"))

        let options =
            StartingOptions.preset
                environment
                (MethodNames.parse MethodNames.all (arguments.GetResult(Method, defaultValue = "gail")))
                (arguments.GetResult(Preset, defaultValue = "fast"))

        if arguments.Contains Markdown then
            writeLines stdout (page ())
        elif arguments.Contains Json then
            writeLines stdout (OptionsJson.Write options)
        else
            let values = OptionValues options

            Output.table
                [ "path"; "flag"; "value"; "allowed"; "meaning" ]
                [
                    for option in Overrides.all ->
                        [
                            option.Path
                            option.Flag |> Option.ofObj |> Option.defaultValue ""
                            values.Show option
                            option.Allowed
                            option.Meaning
                        ]
                ]

        ExitCode.Success
