namespace Gail.Cli.Commands

open Argu
open Gail.Cli.Arguments
open Gail.Configuration
open Gail.OptionRules
open Gail.Runs
open Gail.Scripts

/// The common parts of the help of `gail train` and `gail expert`.
[<RequireQualifiedAccess>]
module RunHelp =

    let resume =
        "continue the run in DIR, to its limits or to new --steps or --iterations"

    let set =
        "any entry of options.json as PATH=VALUE; `gail options` lists paths, values and ranges"

    let checkpointEvery =
        "iterations between checkpoints, or minutes as in 10min; the newest two are kept [20]"

    let threads =
        "threads to compute on; the result does not depend on it [0: one per core]"

    let evaluateEvery =
        "iterations between evaluations while training, for evaluations.csv; not counted as its time [0: none]"

    let json =
        "end standard output with one JSON object on one line; progress goes to standard error"

    let quiet = "no progress and no summary"

    /// The note on the values in the help.
    let defaultsNote =
        "Values in [brackets] are the defaults, by preset where those differ. A * means that the value depends on the\nenvironment; it is given for Pendulum-v1. `gail options --env ID --preset NAME` says what yours has."

    /// The presets with their options in every environment, Pendulum-v1 first.
    let private defaults method =
        let specs = "Pendulum-v1" :: Env.names |> List.map Env.specOf

        [
            for name in Presets.All -> name, [ for spec in specs -> Presets.Create(name, spec, method) ]
        ]

    /// All sections: the command's own first, of which the last has the job's options too, then the run and the options.
    let sections<'A when 'A :> IArgParserTemplate> (own: Section list) (table: OptionRule list) method =
        let defaults = defaults method
        let options title = Command.options title table defaults

        let run =
            Command.section<'A>
                "The run"
                [
                    "--out"
                    "--overwrite"
                    "--resume"
                    "--checkpoint-every"
                    "--threads"
                    "--eval-episodes"
                    "--eval-every"
                    "--json"
                    "--quiet"
                ]

        let job = List.last own

        [
            yield! List.take (own.Length - 1) own
            { job with
                Rows = job.Rows @ (options OptionSections.Job).Rows
            }
            run
            for title in
                table
                |> List.map _.Section
                |> List.choose Option.ofObj
                |> List.distinct
                |> List.filter ((<>) OptionSections.Job) do
                options title
            {
                Title = "Everything else"
                Rows =
                    (Command.section<'A> "" [ "--options" ]).Rows
                    @ [
                        "--set PATH=VALUE", "any entry of options.json; `gail options` lists paths, values and ranges"
                    ]
            }
        ]
