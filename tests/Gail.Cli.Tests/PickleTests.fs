module Gail.Cli.Tests.PickleTests

open System.Collections.Generic
open System.IO
open System.Text
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

let private dictionary (items: (string * obj) list) =
    let values = Dictionary<string, obj>()

    for name, value in items do
        values[name] <- value

    values

/// Two episodes as OpenAI Baselines keeps them, but pickled.
let private expert () =
    dictionary
        [
            "obs", Pickled.Floats([| 2; 3; 1 |], 0f, 1f, 2f, 3f, 4f, 5f)
            "acs", Pickled.Floats([| 2; 3; 1 |], 0f, 1f, 2f, 3f, 4f, 5f)
            "rews", Pickled.Doubles([| 2; 3 |], 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
            "ep_rets", Pickled.Doubles([| 2 |], 3.0, 3.0)
        ]

/// DQN of one layer, which pushes the cart to where the pole falls.
let private balancer () =
    let state =
        dictionary
            [
                "q_net.q_net.0.weight",
                Pickled.Tensor("FloatStorage", "0", [| 2; 4 |], 0f, 0f, 0f, 0f, 0.1f, 0.3f, 1f, 1f)
                "q_net.q_net.0.bias", Pickled.Tensor("FloatStorage", "1", [| 2 |], 0f, 0f)
            ]

    Pickled.Zip
        [
            KeyValuePair("data", Encoding.UTF8.GetBytes """{"exploration_rate": 0.05}""")
            KeyValuePair("policy.pth", Pickled.TorchZip state)
        ]

let private statistics (mean: float) =
    let moments =
        dictionary
            [
                "mean", Pickled.Doubles([| 4 |], mean, mean, mean, mean)
                "var", Pickled.Doubles([| 4 |], 1.0, 1.0, 1.0, 1.0)
            ]

    Pickled.Of(
        PickledInstance(
            "stable_baselines3.common.vec_env.vec_normalize",
            "VecNormalize",
            dictionary
                [
                    "obs_rms", PickledInstance("stable_baselines3.common.running_mean_std", "RunningMeanStd", moments)
                    "clip_obs", (10.0 :> obj)
                    "norm_obs", (true :> obj)
                ]
        )
    )

[<Tests>]
let tests =
    inOrder
        "pickles"
        [
            testCase "pickles and PyTorch's files are inspected and converted"
            <| fun () ->
                use folder = new Folder()

                let value =
                    dictionary
                        [
                            "states", Pickled.Tensor("FloatStorage", "0", [| 2; 3; 1 |], 0f, 1f, 2f, 3f, 4f, 5f)
                            "actions", Pickled.Tensor("FloatStorage", "1", [| 2; 3; 1 |], 0f, 1f, 2f, 3f, 4f, 5f)
                        ]

                for name, format, bytes in
                    [
                        "e.pkl", "pickle", Pickled.Of(expert ())
                        "e.pt", "torch", Pickled.TorchZip value
                    ] do
                    let path = folder.File name
                    File.WriteAllBytes(path, bytes)
                    let report = (succeed [ "inspect"; path; "--json" ]).Output
                    Check.Contains($"\"format\":\"{format}\"", report)
                    Check.Contains("\"episodes\":2,\"transitions\":6", report)
                    succeed [ "convert"; path; folder.File $"{format}.csv" ] |> ignore
                    Check.Equal(7, File.ReadAllLines(folder.File $"{format}.csv").Length)

                Check.Contains("torch", (succeed [ "convert"; "--help" ]).Output)

            testCase "a pickle that wants to run something is refused by the name of it"
            <| fun () ->
                use folder = new Folder()
                let path = folder.File "e.pkl"
                File.WriteAllBytes(path, Pickled.Of(PickledCall("os", "system", "touch " + folder.File "pwned")))

                for command in [ [ "inspect"; path ]; [ "train"; "--env"; "CartPole-v1"; "--demos"; path ] ] do
                    let outcome = gail command
                    Check.Equal(1, outcome.ExitCode)
                    Check.Contains("it wants 'os.system', which is not on the list", outcome.ErrorOutput)

                Check.False(File.Exists(folder.File "pwned"))

            testCase "a model of Stable-Baselines3 records demonstrations"
            <| fun () ->
                use folder = new Folder()
                let model = folder.File "dqn.zip"
                File.WriteAllBytes(model, balancer ())
                File.WriteAllBytes(folder.File "same.pkl", statistics 0.0)
                File.WriteAllBytes(folder.File "other.pkl", statistics 5.0)

                let record name options =
                    let out = folder.File name

                    let command =
                        [ "record"; "--policy"; model; "--env"; "CartPole-v1"; "--episodes"; "3" ]

                    succeed (command @ options @ [ "--out"; out; "--json" ]) |> ignore
                    (succeed [ "inspect"; out; "--json" ]).Output

                Check.Contains("\"meanReturn\":500", record "a.npz" [])
                Check.Contains("\"meanReturn\":500", record "b.npz" [ "--vec-normalize"; folder.File "same.pkl" ])

                Check.DoesNotContain(
                    "\"meanReturn\":500",
                    record "c.npz" [ "--vec-normalize"; folder.File "other.pkl" ]
                )

                let evaluated =
                    succeed [ "evaluate"; "--policy"; model; "--env"; "CartPole-v1"; "--episodes"; "2" ]

                Check.Contains("500.0", evaluated.Output)
                let wrong = gail [ "record"; "--policy"; model; "--env"; "Pendulum-v1" ]
                Check.Equal(1, wrong.ExitCode)
                Check.Contains("the model takes 4 observation values but Pendulum-v1 gives 3", wrong.ErrorOutput)

                let misplaced =
                    gail
                        [
                            "record"
                            "--policy"
                            "random"
                            "--env"
                            "CartPole-v1"
                            "--vec-normalize"
                            "x"
                        ]

                Check.Equal(2, misplaced.ExitCode)

                let demos = gail [ "inspect"; model ]
                Check.Equal(1, demos.ExitCode)
                Check.Contains("gail record --policy", demos.ErrorOutput)
        ]
