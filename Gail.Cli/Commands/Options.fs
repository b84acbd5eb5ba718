namespace Gail.Cli.Commands

open Argu
open Gail.Cli
open Gail.Scripts
open Gail.Configuration
open Gail.Training

type OptionsArguments =
    | Env of id: string
    | Preset of name: string
    | Method of name: string
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Env _ -> "the environment that the presets are made for [Pendulum-v1]"
            | Preset _ -> "fast or paper [fast]"
            | Method _ -> "gail, bc, fem, gtal or expert [gail]"
            | Json -> "print an options.json, which `gail train --options FILE` begins from"

/// gail options: every number of a run, its value in a preset, and its range.
[<RequireQualifiedAccess>]
module Options =

    let help () =
        Command.help
            "Lists every option of a run: its path for --set, its flag, its value in a preset, what is allowed."
            "gail options [options]"
            [
                Command.section<OptionsArguments> "Options" [ "--env"; "--preset"; "--method"; "--json" ]
            ]
            [
                "The authors' settings for CartPole", "gail options --env CartPole-v1 --preset paper"
                "A file to edit and begin from", "gail options --env CartPole-v1 --json > mine.json"
            ]

    let run (arguments: ParseResults<OptionsArguments>) =
        let environment =
            Env.specOf (arguments.GetResult(Env, defaultValue = "Pendulum-v1"))

        let options =
            Train.preset
                environment
                (Methods.parse Methods.all (arguments.GetResult(Method, defaultValue = "gail")))
                (arguments.GetResult(Preset, defaultValue = "fast"))

        if arguments.Contains Json then
            writeLines stdout (OptionsJson.Write options)
        else
            let value = Given.show options

            Output.table
                [ "path"; "flag"; "value"; "allowed"; "meaning" ]
                [
                    for setting in Settings.all ->
                        [
                            setting.Path
                            Option.defaultValue "" setting.Flag
                            value setting
                            Kind.describe setting.Kind
                            setting.Help
                        ]
                ]

        ExitCode.Success
