/// F# cannot use C#'s with-expressions, so every record of options has a method With of optional named arguments.
module Gail.Scripts.Tests.OptionsWithTests

open System
open System.Collections.Generic
open System.Reflection
open Gail.Configuration
open Gail.Training
open Expecto
open Gail.TestSupport

let private optionTypes =
    typeof<TrainingOptions>.Assembly.GetExportedTypes()
    |> Array.filter (fun t -> t.IsClass && t.Name.EndsWith("Options", StringComparison.Ordinal))

let private properties (options: Type) =
    options.GetProperties(BindingFlags.Public ||| BindingFlags.Instance)
    |> Array.filter (fun property -> property.CanWrite)

let private withMethod (options: Type) =
    match options.GetMethod "With" with
    | null -> failwith $"{options.Name} has no method With"
    | found -> found

let private camel (name: string) =
    string (Char.ToLowerInvariant name[0]) + name.Substring 1

let private call (options: obj) (arguments: (obj | null) array) =
    nonNull ((withMethod (options.GetType())).Invoke(options, arguments))

let private create (options: Type) =
    nonNull (Activator.CreateInstance options)

let private parameterOf (options: Type) (property: PropertyInfo) =
    (withMethod options).GetParameters()
    |> Array.find (fun parameter -> parameter.Name = camel property.Name)

/// The arguments of a call that sets one property.
let private argumentsFor (options: Type) (property: PropertyInfo) (value: obj | null) : (obj | null) array =
    (withMethod options).GetParameters()
    |> Array.map (fun parameter -> if parameter.Name = camel property.Name then value else null)

/// A value for a parameter that differs from the property's.
let rec private another (parameter: Type) (current: obj | null) : obj | null =
    let inner =
        match Nullable.GetUnderlyingType parameter with
        | null -> parameter
        | inner -> inner

    let differs (value: obj) = not (Object.Equals(value, current))

    match current with
    | :? int as value -> box (value + 1)
    | :? int64 as value -> box (value + 1L)
    // Within every range: between 0 and 1, and no default is 0.2.
    | :? float as value -> box (value / 2.0 + 0.1)
    | :? bool as value -> box (not value)
    | _ when inner = typeof<string> -> box "another"
    | _ when inner = typeof<int> -> box 7
    | _ when inner = typeof<int64> -> box 7L
    | _ when inner = typeof<IEnumerable<int>> -> box [ 7; 8; 9 ]
    | _ when inner.IsEnum -> Enum.GetValues inner |> Seq.cast<obj> |> Seq.find differs
    | _ when Array.contains inner optionTypes -> changed inner
    | _ -> failwith $"no other value is known for {inner.Name}: add one here"

/// Options that differ from the defaults in their first property.
and private changed (options: Type) : obj =
    let fresh = create options
    let first = (properties options)[0]
    let parameter = parameterOf options first

    another parameter.ParameterType (first.GetValue fresh)
    |> argumentsFor options first
    |> call fresh

let private shown (value: obj | null) =
    match value with
    | :? IEnumerable<int> as numbers -> numbers |> Seq.map string |> String.concat ","
    | value -> string value

let private names = optionTypes |> Array.map (fun t -> t.Name)

let private named name =
    optionTypes |> Array.find (fun t -> t.Name = name)

[<Tests>]
let tests =
    inOrder
        "options with"
        [
            testCase "the options are found"
            <| fun () ->
                Check.Contains("TrustRegionOptions", optionTypes |> Array.map (fun t -> t.Name))
                Check.True(optionTypes.Length >= 10)

            testTheory "every property is an optional argument of With, in the same order" names
            <| fun (name: string) ->
                let options = named name
                let parameters = (withMethod options).GetParameters()

                Check.SameItems(
                    properties options |> Array.map (fun p -> camel p.Name),
                    parameters |> Array.map (fun p -> string p.Name)
                )

                Check.All(
                    parameters,
                    fun parameter -> Check.True(parameter.HasDefaultValue && isNull parameter.DefaultValue)
                )

            testTheory "With sets the property named and no other" names
            <| fun (name: string) ->
                let options = named name
                let before = create options

                for property in properties options do
                    let value =
                        another (parameterOf options property).ParameterType (property.GetValue before)

                    let after = call before (argumentsFor options property value)

                    for other in properties options do
                        let expected = if other = property then value else other.GetValue before
                        Check.Equal(shown expected, shown (other.GetValue after))

                Check.Equal(before, call before (Array.zeroCreate (properties options).Length))

        ]
