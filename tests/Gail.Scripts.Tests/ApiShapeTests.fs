/// The C# libraries are as easy to use from F# as from C#: no out or ref parameters and no tuples in what is public.
/// Spans are welcome as parameters.
module Gail.Scripts.Tests.ApiShapeTests

open System
open System.Reflection
open System.Runtime.CompilerServices
open Gail.Data
open Gail.MuJoCo.Environments
open Gail.Configuration
open Gail.MuJoCo.Environments.Options
open Gail.Training
open Expecto
open Gail.TestSupport

let private everything =
    BindingFlags.Public
    ||| BindingFlags.Instance
    ||| BindingFlags.Static
    ||| BindingFlags.DeclaredOnly

let rec private hasTuple (t: Type) =
    t.IsAssignableTo typeof<ITuple>
    || (t.HasElementType && hasTuple (nonNull (t.GetElementType())))
    || (t.IsGenericType && t.GetGenericArguments() |> Array.exists hasTuple)

let private typeProblems (place: string) (t: Type) =
    [
        if t.IsByRef then
            $"{place} is passed by reference"
        if hasTuple t then
            $"{place} holds a tuple"
    ]

let private isGenerated (element: MemberInfo) =
    element.IsDefined typeof<CompilerGeneratedAttribute>

let private parameterProblems (place: string) (parameters: ParameterInfo array) =
    [
        for parameter in parameters do
            yield! typeProblems $"{place}({parameter.Name})" parameter.ParameterType
    ]

let private problems (t: Type) =
    [
        for method in t.GetMethods everything do
            let place = $"{t.FullName}.{method.Name}"

            // A record's Deconstruct is the compiler's, and F# has no need of it; nor of a conversion that saves C# a
            // constructor's name.
            let isDeconstruct = isGenerated method && method.Name = "Deconstruct"

            // What a converter of System.Text.Json overrides has the shape that it has there.
            let isOfJson =
                typeof<System.Text.Json.Serialization.JsonConverter>.IsAssignableFrom t
                && method.IsVirtual

            if not (isDeconstruct || isOfJson || method.Name = "op_Implicit") then
                yield! typeProblems place method.ReturnType
                yield! parameterProblems place (method.GetParameters())

        for made in t.GetConstructors everything do
            yield! parameterProblems $"{t.FullName}.new" (made.GetParameters())

        for field in t.GetFields everything do
            yield! typeProblems $"{t.FullName}.{field.Name}" field.FieldType
    ]

let private problemsOf (assembly: Assembly) =
    assembly.GetExportedTypes() |> List.ofArray |> List.collect problems

type OutOfShape =
    static member Try(text: string, number: byref<int>) = Int32.TryParse(text, &number)
    static member Pair() = struct (1, 2)
    member _.Pairs: (int * string) list = []

[<Tests>]
let tests =
    inOrder
        "api shape"
        [
            testCase "nothing public in the C# libraries is passed by reference or holds a tuple"
            <| fun () ->
                Check.Empty(problemsOf typeof<TrainingOptions>.Assembly)
                Check.Empty(problemsOf typeof<Demonstrations>.Assembly)
                Check.Empty(problemsOf typeof<RobotOptions>.Assembly)

            testCase "the test sees what it looks for"
            <| fun () -> Check.Equal(3, (problems typeof<OutOfShape>).Length)

        ]
