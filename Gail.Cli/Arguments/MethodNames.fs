namespace Gail.Cli.Arguments

open Gail.Configuration
open Gail.Training
open Gail.Cli
open Gail.Cli.Display

/// The methods by the names that the command line has for them.
[<RequireQualifiedAccess>]
module MethodNames =

    let private table =
        [
            "gail", Method.Gail
            "bc", Method.BehaviorCloning
            "fem", Method.Fem
            "gtal", Method.Gtal
            "expert", Method.Expert
        ]

    /// All names.
    let all = List.map fst table

    /// The methods that learn from demonstrations.
    let imitating =
        [
            for name, method in table do
                if method <> Method.Expert then
                    name
        ]

    /// The name of a method.
    let name method =
        table |> List.find (fun (_, known) -> known = method) |> fst

    /// The method of a name, one of those allowed.
    let parse (allowed: string list) (name: string) =
        match List.tryFind (fun (known, _) -> known = name) table with
        | Some(_, method) when List.contains name allowed -> method
        | _ -> Errors.user $"""--method is '{name}', expected {String.concat " or " allowed}."""
