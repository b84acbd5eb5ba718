/// The examples and experiments, run as a user runs them.
module Gail.Scripts.Tests.ExampleTests

open System
open System.Globalization
open System.IO
open System.Text.RegularExpressions
open Gail.Execution
open Gail.Scripts
open Gail.Scripts.Tests.Repository
open Expecto
open Gail.TestSupport

let private example name = Path.Combine(root, "examples", name)

let private skipUnlessRelease () =
    Check.SkipWhen((configuration <> "Release"), "scripts refer to the Release build")

[<Tests>]
let tests =
    inOrder
        "example"
        [
            testCase "the C# program with an environment of its own has 30 lines beside its usings, learns and acts"
            <| fun () ->
                let folder = example "csharp-custom-environment"

                let lines =
                    File.ReadAllLines(Path.Combine(folder, "Program.cs"))
                    |> Array.skipWhile (fun line -> line = "" || line.StartsWith "using ")

                Check.InRange(lines.Length, 1, 30)

                let output =
                    dotnet [ "run"; "--no-build"; "--configuration"; configuration; "--project"; folder ]

                Check.Equal("at -0.8: 2, at 0: 1, at 0.6: 0", output.Trim())

            testCase "a copy of the C# program compiles in a plain project elsewhere"
            <| fun () ->
                inTemporaryFolder (fun folder ->
                    File.Copy(
                        Path.Combine(example "csharp-custom-environment", "Program.cs"),
                        Path.Combine(folder, "Program.cs")
                    )

                    let reference name =
                        let path = Path.Combine(AppContext.BaseDirectory, $"{name}.dll")
                        $"""<Reference Include="{name}" HintPath="{path}" />"""

                    File.WriteAllText(
                        Path.Combine(folder, "copy.csproj"),
                        $"""
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup>
                            <OutputType>Exe</OutputType>
                            <TargetFramework>net10.0</TargetFramework>
                            <UseAppHost>false</UseAppHost>
                          </PropertyGroup>
                          <ItemGroup>
                            {reference "Gail.Core"}
                            {reference "Gail.Data"}
                            {reference "Gail.Runs"}
                          </ItemGroup>
                        </Project>
                        """
                    )

                    dotnet [ "build"; folder; "--nologo"; "-v"; "q" ] |> ignore)

            testCase "the F# script with a built-in environment has 20 lines, learns and acts"
            <| fun () ->
                skipUnlessRelease ()
                let script = example "fsharp-built-in.fsx"
                Check.True(File.ReadAllLines(script).Length <= 20)
                let output = dotnet [ "fsi"; script ]

                let found =
                    Regex.Match(output, @"return is ([\d.]+), that of random actions ([\d.]+)\.\s.*chooses action 1\.")

                Check.True(found.Success, output)

                let number (group: int) =
                    Double.Parse(found.Groups[group].Value, CultureInfo.InvariantCulture)

                Check.True(number 1 > 3.0 * number 2, output)

            slow (
                testCase "the pendulum experiment runs from its demonstrations to its last line"
                <| fun () ->
                    skipUnlessRelease ()

                    inTemporaryFolder (fun folder ->
                        let file = Path.Combine(folder, "demos.npz")
                        let env = Env.create "Pendulum-v1"
                        Policy.random env |> Demos.record (Executor()) env 4 1L |> Demos.write file
                        let script = Path.Combine(root, "Gail.Scripts", "experiments", "pendulum.fsx")
                        let output = dotnet [ "fsi"; script; file; "2" ]

                        for expected in
                            [
                                "4 episodes of 800 steps"
                                "iteration        fast    one step"
                                "\nrandom: -"
                            ] do
                            Check.Contains(expected, output))
            )

            slow (
                testCase "the hopper experiment imitates an expert's policy, or demonstrations there are"
                <| fun () ->
                    skipUnlessRelease ()
                    EnvTests.requireLibrary ()

                    inTemporaryFolder (fun folder ->
                        let policy, file =
                            Path.Combine(folder, "policy.safetensors"), Path.Combine(folder, "demos.npz")

                        let env = Env.create "Hopper-v1"

                        let expert =
                            Options.presetFor Gail.Configuration.Method.Expert "paper" env
                            |> Options.batch 50
                            |> Options.iterations 1
                            |> Train.expert env
                            |> Train.run (Executor()) ignore

                        expert.Policy |> Policy.save policy env
                        expert.Policy |> Demos.record (Executor()) env 3 1L |> Demos.write file
                        let script = Path.Combine(root, "Gail.Scripts", "experiments", "hopper.fsx")

                        for given, episodes in [ [ "expert"; policy ], 10; [ "demos"; file ], 3 ] do
                            let output = dotnet ([ "fsi"; script ] @ given @ [ "2"; "100" ])

                            for expected in
                                [
                                    $"{episodes} episodes of "
                                    "iteration 2: true return "
                                    "imitator: "
                                    "random: "
                                ] do
                                Check.Contains(expected, output))
            )

        ]
