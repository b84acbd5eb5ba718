namespace Gail.Cli.Arguments

open Gail.Configuration
open Gail.Data.Files
open Gail.Environments
open Gail.Runs
open Gail.Cli

/// The options that a run begins from.
[<RequireQualifiedAccess>]
module StartingOptions =

    /// A preset's options for an environment.
    let preset (environment: EnvironmentSpec) method name =
        if Presets.All.Contains name then
            Presets.Create(name, environment, method)
        else
            let names = String.concat " or " Presets.All
            Errors.user $"--preset is '{name}', expected {names}."

    /// The options in a file that --options names.
    let ofFile (path: string) =
        try
            OptionsJson.Read(RunText.Read path)
        with
        | :? DataFileException as wrong -> Errors.user $"--options: {wrong.Message}"
        | :? System.FormatException as wrong -> Errors.user $"--options: {path}: {wrong.Message}"
