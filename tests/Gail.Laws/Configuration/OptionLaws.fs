/// Options of a run through JSON, text and the flags of the command line.
module Gail.Laws.Configuration.OptionLaws

open Expecto
open FsCheck.FSharp
open Gail.Cli.Arguments
open Gail.Configuration
open Gail.Laws.Generators
open Gail.Laws.Generators.Options
open Gail.OptionRules
open Gail.TestSupport

/// What may be set together: options that contradict each other are refused, and that is not the law here.
let private written =
    written
    |> Arb.filter (fun some ->
        try
            set _.Path some (TrainingOptions(Environment = "Pendulum-v1")) |> ignore
            true
        with :? OptionException ->
            false)

let private defaults = TrainingOptions(Environment = "Pendulum-v1")
let private made written = set _.Path written defaults
let private json (options: TrainingOptions) = OptionsJson.Write options

[<Tests>]
let tests =
    testList
        "options"
        [
            law "JSON gives the same options again" written (fun written ->
                let options = made written
                Check.Equal(json options, json (OptionsJson.Read(json options))))

            law "JSON may leave out what is at its default" written (fun written ->
                let options = made written

                let rec without (under: System.Text.Json.Nodes.JsonObject) (over: System.Text.Json.Nodes.JsonObject) =
                    for entry in List.ofSeq over do
                        match entry.Value, under[entry.Key] with
                        | (:? System.Text.Json.Nodes.JsonObject as inner),
                          (:? System.Text.Json.Nodes.JsonObject as below) -> without below inner
                        | value, below when System.Text.Json.Nodes.JsonNode.DeepEquals(value, below) ->
                            if entry.Key <> "environment" then
                                over.Remove entry.Key |> ignore
                        | _ -> ()

                let parse (text: string) =
                    (nonNull (System.Text.Json.Nodes.JsonNode.Parse text)).AsObject()

                let short = parse (json options)
                without (parse (json defaults)) short
                Check.Equal(json options, json (OptionsJson.Read(short.ToJsonString()))))

            law "what is shown of an option sets it again" written (fun written ->
                let options = made written
                let values = OptionValues options
                let shown = [ for rule in TrainingOptions.Rules -> rule, values.Show rule ]
                Check.Equal(json options, json (set _.Path shown defaults)))

            law "a value is shown as it was written, or as another text for the same" written (fun written ->
                let options = made written
                let values = OptionValues options

                for rule, text in written do
                    Check.Equal(
                        json (set _.Path [ rule, text ] options),
                        json (set _.Path [ rule, values.Show rule ] options)
                    ))

            law "a flag sets what its path sets" written (fun written ->
                let withFlags = written |> List.filter (fun (rule, _) -> not (isNull rule.Flag))

                let arguments =
                    withFlags |> List.collect (fun (rule, text) -> [ string rule.Flag; text ])

                let sets, own = Command.expand Overrides.all arguments
                Check.Empty own

                // --steps raises the iterations as needed.
                let expected, actual =
                    json (made withFlags), json (Overrides.apply (Overrides.read Overrides.all sets) defaults)

                if withFlags |> List.exists (fun (rule, _) -> rule.Path = "steps") then
                    let iterations = (OptionsJson.Read actual).Iterations
                    Check.True(iterations >= (OptionsJson.Read expected).Iterations)
                    Check.Equal(json ((OptionsJson.Read expected).With(iterations = iterations)), actual)
                else
                    Check.Equal(expected, actual))

            law "with options there is a copy, and the options before stay" written (fun written ->
                let before = json defaults
                made written |> ignore
                Check.Equal(before, json defaults))
        ]
