/// HDF5 files on the command line: read in a process of its own, whose end is a message and no crash.
module Gail.Cli.Tests.Hdf5Tests

open System
open System.IO
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

let private script =
    """
import sys, h5py, numpy as np
with h5py.File(sys.argv[1], 'w') as f:
    f['obs'] = np.arange(10, dtype='f4').reshape(5, 2)
    f['actions'] = np.array([[0], [1], [0], [1], [1]])
    f['rewards'] = np.ones(5)
    f['episode_returns'] = np.array([3.0, 2.0])
    f['episode_starts'] = np.array([True, False, False, True, False])
"""

let private robomimic =
    """
import sys, h5py, numpy as np
with h5py.File(sys.argv[1], 'w') as f:
    for e in range(3):
        g = f.create_group(f'data/demo_{e}')
        g['actions'] = np.array([0, 1, 0])
        g['obs/state'] = np.full((3, 4), e / 100)
        g['dones'] = np.array([0, 0, 1])
    f['mask/train'] = np.array(['demo_2', 'demo_0'], dtype='S')
    f['mask/valid'] = np.array(['demo_1'], dtype='S')
"""

/// A small file that h5py wrote; skips the test where Debian's h5py is missing, and fails it where CI is true.
let private written (script: string) (folder: Folder) =
    let python = "/usr/bin/python3"
    Check.Installed(if File.Exists python then null else $"{python} is missing")
    let path = folder.File "d.h5"
    let outcome = runIn root python [ "-c"; script; path ]

    Check.Installed(
        if outcome.ExitCode = 0 then
            null
        else
            $"h5py is missing (apt-get install python3-h5py): {outcome.ErrorOutput}"
    )

    path

let private sample = written script

[<Tests>]
let tests =
    inOrder
        "hdf5"
        [
            testCase "an HDF5 file is read in a process of its own"
            <| fun () ->
                use folder = new Folder()
                let outcome = gail [ "inspect"; sample folder ]
                Check.Equal((0, ""), (outcome.ExitCode, outcome.ErrorOutput))
                Check.Contains("episodes      2", outcome.Output)

            testTheory "a failure in that process is one line" [ "abort", "signal 6"; "garbage", "it answered with" ]
            <| fun (fault: string, expected: string) ->
                use folder = new Folder()
                let path = sample folder
                let outcome = gailWith [ "GAIL_HDF5_FAULT", fault ] [ "inspect"; path ]
                Check.Equal((1, ""), (outcome.ExitCode, outcome.Output))
                Check.Single(outcome.ErrorOutput.TrimEnd().Split('\n')) |> ignore

                for words in [ "d.h5"; "the HDF5 library failed in its own process"; expected ] do
                    Check.Contains(words, outcome.ErrorOutput)

            testCase "a missing library is one line with what to do"
            <| fun () ->
                use folder = new Folder()

                let outcome =
                    gailWith [ "GAIL_HDF5_LIBRARY", "/nonexistent.so" ] [ "inspect"; sample folder ]

                Check.Equal((1, ""), (outcome.ExitCode, outcome.Output))
                Check.Single(outcome.ErrorOutput.TrimEnd().Split('\n')) |> ignore

                for words in
                    [
                        "d.h5"
                        "GAIL_HDF5_LIBRARY"
                        "/nonexistent.so"
                        "apt-get install libhdf5-103-1"
                    ] do
                    Check.Contains(words, outcome.ErrorOutput)

            testCase "the process of its own is no command for people"
            <| fun () -> Check.DoesNotContain("hdf5", (gail [ "--help" ]).Output)

            testCase "a filter key chooses among a file's demonstrations wherever they are read"
            <| fun () ->
                use folder = new Folder()
                let path, run = written robomimic folder, folder.File "run"
                let all = succeed [ "inspect"; path ]
                Check.Contains("episodes      3", all.Output)
                Check.Contains("filter keys, train, valid", all.Output)
                Check.Contains("--filter-key", all.Output)

                let valid = [ "--filter-key"; "valid" ]
                Check.Contains("episodes      1", (succeed ([ "inspect"; path ] @ valid)).Output)
                let converted = succeed ([ "convert"; path; folder.File "v.npz" ] @ valid)
                Check.Contains("1 episode, 3 steps", converted.Output)

                let compared =
                    [ "evaluate"; "--policy"; "random"; "--env"; "CartPole-v1"; "--demos"; path ]

                Check.Contains("occupancy distance", (succeed (compared @ valid)).Output)

                // The run remembers it.
                let train = [ "train"; "--env"; "CartPole-v1"; "--demos"; path; "--method"; "bc" ]

                succeed (
                    train
                    @ [
                        "--bc-updates"
                        "2"
                        "--eval-episodes"
                        "1"
                        "--out"
                        run
                        "--filter-key"
                        "train"
                    ]
                )
                |> ignore

                let info = Gail.Runs.RunDirectory.Open(run).Info
                Check.Equal("train", info.FilterKey)
                let other = gail ([ "train"; "--resume"; run ] @ valid)
                Check.Equal(2, other.ExitCode)
                Check.Contains("--filter-key cannot be given with --resume", other.ErrorOutput)

                let unknown = gail [ "inspect"; path; "--filter-key"; "test" ]
                Check.Equal((1, ""), (unknown.ExitCode, unknown.Output))
                Check.Contains("there is no filter key 'test'; there are train, valid.", unknown.ErrorOutput)

            testCase "a data set for Minari has the bounds of an environment that is known here"
            <| fun () ->
                use folder = new Folder()
                sample folder |> ignore
                let data, about = folder.File "main_data.hdf5", folder.File "metadata.json"

                let space (name: string) =
                    use document = System.Text.Json.JsonDocument.Parse(File.ReadAllText about)
                    string (document.RootElement.GetProperty(name).GetString())

                succeed [ "convert"; pendulum (); data ] |> ignore
                Check.Contains("\"low\": [-1, -1, -8], \"high\": [1, 1, 8]", space "observation_space")
                Check.Contains("\"low\": [-2], \"high\": [2]", space "action_space")

                let recorded =
                    [ "record"; "--policy"; "random"; "--env"; "CartPole-v1"; "--episodes"; "1" ]

                succeed (recorded @ [ "--out"; data; "--overwrite" ]) |> ignore
                Check.Contains("4.8", space "observation_space")
                Check.Contains("\"n\": 2", space "action_space")

                // A table does not say what it was recorded in.
                let table = folder.File "d.csv"
                succeed [ "convert"; pendulum (); table ] |> ignore
                succeed [ "convert"; table; data; "--overwrite" ] |> ignore
                Check.Contains("\"low\": [-Infinity], \"high\": [Infinity]", space "action_space")

        ]
