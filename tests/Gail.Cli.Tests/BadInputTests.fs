/// Every mistake a user can make: the exit code, what the message names, and that nothing is left behind.
module Gail.Cli.Tests.BadInputTests

open System.IO
open System.Text.RegularExpressions
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

type private Expectation =
    {
        Code: int
        /// The command line; {out} is a directory that does not exist, {demos} six episodes of CartPole-v1.
        Line: string
        Named: string list
    }

let private user line named =
    { Code = 1; Line = line; Named = named }

let private usage line named =
    { Code = 2; Line = line; Named = named }

let private train rest =
    $"train --env CartPole-v1 --demos {{demos}} --out {{out}} --json {rest}"

let private demos file =
    $"train --env CartPole-v1 --demos {{folder}}/{file} --out {{out}} --json"

let private expectations =
    [
        // The demonstrations.
        "missing file", user (demos "none.npz") [ "none.npz"; "no such file" ]
        "an empty folder", user (demos "folder.md") [ "folder.md"; "without files" ]
        "a folder of folders", user (demos "nested") [ "nested"; "without files"; "not read: name one"; "sub." ]
        "not a zip", user (demos "text.npz") [ "text.npz" ]
        "truncated", user (demos "cut.npz") [ "cut.npz" ]
        "unknown layout", user (demos "layout.npz") [ "layout.npz"; "features" ]
        "wrong dtype", user (demos "dtype.npz") [ "dtype.npz"; "obs" ]
        "object array", user (demos "object.npz") [ "object.npz"; "obs" ]
        "NaN", user (demos "nan.npz") [ "nan.npz"; "NaN" ]
        "infinity", user (demos "infinite.npz") [ "infinite.npz"; "nfinity" ]
        "no rows", user (demos "empty.npz") [ "empty.npz" ]
        "action out of range", user (demos "action.npz") [ "action.npz"; "7" ]
        "another environment's",
        user "train --env CartPole-v1 --demos {pendulum} --out {out}" [ "3"; "4"; "CartPole-v1" ]
        "more episodes than there are", user (train "--episodes 7") [ "6 episodes"; "7" ]
        "fewer steps than needed", user (train "--episodes 1 --every 1000") [ "1 step" ]

        // Names and values.
        "unknown environment",
        user "train --env CartPol-v1 --demos {demos} --out {out}" [ "'CartPol-v1'"; "CartPole-v1" ]
        "unknown robot", user "train --env Hoper-v4 --demos {demos} --out {out}" [ "'Hoper-v4'"; "Hopper-v4" ]
        "unknown environment to list", user "envs Hoper-v4" [ "'Hoper-v4'"; "Hopper-v4" ]
        "unknown environment with options",
        user "evaluate --policy random --env Hoper-v4:frameSkip=2" [ "'Hoper-v4'"; "Hopper-v4" ]
        "unknown environment to inspect for", user "inspect {demos} --env Hoper-v4" [ "'Hoper-v4'"; "Hopper-v4" ]
        "unknown option of a robot",
        user
            "train --env Hopper-v5:ctrlCostWeigth=1 --demos {demos} --out {out}"
            [ "Hopper-v5 has no option 'ctrlCostWeigth'"; "Did you mean ctrlCostWeight?" ]
        "value of a robot's option",
        user
            "train --env Hopper-v5:frameSkip=0 --demos {demos} --out {out}"
            [ "frameSkip of Hopper-v5 is '0', expected a whole number from 1 to 1000" ]
        "range of a robot's option",
        user "envs Walker2d-v4:healthyZRange=2" [ "healthyZRange of Walker2d-v4 is '2', expected two bounds" ]
        "half an option of a robot", user "envs Ant-v5:frameSkip" [ "'frameSkip', expected option=value" ]
        "option twice", user "envs Ant-v5:frameSkip=2,frameSkip=3" [ "Ant-v5 is given frameSkip twice" ]
        "options of what has none",
        user "train --env CartPole-v1:gravity=1 --demos {demos} --out {out}" [ "CartPole-v1 has no options" ]
        "unknown preset", user (train "--preset best") [ "--preset"; "'best'"; "paper"; "fast" ]
        "unknown method", user (train "--method ppo") [ "--method"; "'ppo'"; "gail"; "bc"; "fem"; "gtal" ]
        "unknown reward", user (train "--reward big") [ "--reward"; "'big'"; "non-negative" ]
        "zero episodes", user (train "--episodes 0") [ "--episodes is 0"; "1 or more" ]
        "zero steps", user (train "--steps 0") [ "--steps is 0"; "1 or more" ]
        "half an iteration", user (train "--iterations 0.5") [ "--iterations is 0.5"; "a whole number" ]
        "discount above 1", user (train "--discount 1.5") [ "--discount is 1.5, expected a number from 0 to 1" ]
        "NaN as a number", user (train "--max-kl NaN") [ "--max-kl is NaN"; "above 0" ]
        "no width", user (train "--policy-hidden 100,0") [ "--policy-hidden is 100,0" ]
        "negative threads", user (train "--threads -1") [ "--threads is -1" ]
        "no evaluation", user (train "--eval-episodes 0") [ "--eval-episodes is 0" ]
        "unknown path", user (train "--set discriminator.lr=1") [ "'discriminator.lr'"; "gail options" ]
        "a near path", user (train "--set discount=1") [ "did you mean advantage.discount" ]
        "a path's range", user (train "--set cloning.adam.beta1=1") [ "--set cloning.adam.beta1 is 1"; "below 1" ]
        "no options file", user (train "--options {folder}/none.json") [ "--options"; "none.json" ]
        "bad options file", user (train "--options {folder}/text.npz") [ "--options"; "text.npz" ]
        "options out of range", user (train "--options {folder}/range.json") [ "range.json: advantage.discount is 2" ]

        // Where things go.
        "run in a file",
        user "train --env CartPole-v1 --demos {demos} --out {folder}/text.npz" [ "text.npz"; "is a file" ]
        "run below a file",
        user "train --env CartPole-v1 --demos {demos} --out {folder}/text.npz/run" [ "cannot be written" ]
        "folder of other things", user "train --env CartPole-v1 --demos {demos} --out {folder}" [ "no run" ]
        "record below nothing",
        user "expert --policy random --env CartPole-v1 --record {out}/a.npz" [ "--record"; "does not exist" ]
        "record over a file",
        user "expert --policy random --env CartPole-v1 --record {demos}" [ "--record"; "--overwrite" ]
        "record no episodes",
        user "expert --policy random --env CartPole-v1 --record {out} --episodes 0" [ "--episodes is 0" ]

        // The paper's table.
        "no folder of experts", user "paper --experts {folder}/none --out {out}/a.md" [ "none"; "no such folder" ]
        "a folder without experts", user "paper --experts {folder} --out {out}/a.md" [ "CartPole-v0.npz" ]
        "demonstrations as an expert",
        user "paper --experts {folder}/demonstrators --out {out}/a.md" [ "CartPole-v0.npz"; "obsnorm.mean_1_D" ]
        "another environment's expert",
        user "paper --experts {folder}/strangers --out {out}/a.md" [ "CartPole-v0.npz"; "takes 2"; "gives 4" ]
        "page below a file",
        user "paper --experts {folder}/experts --out {folder}/text.npz/a.md" [ "a.jsonl"; "cannot be written" ]
        "page in a folder", user "paper --out {folder}/folder.md" [ "folder.md"; "is a folder" ]
        "page of another kind", user "paper --out {out}/a.html" [ "a.html"; "ends in .md" ]
        "results of another kind",
        user "paper --experts {folder}/experts --out {folder}/other.md" [ "other.jsonl"; "line 1" ]
        "unknown budget", user "paper --budget huge" [ "--budget"; "'huge'"; "full or quick" ]
        "unknown environment of the paper",
        user "paper --only CartPol-v0" [ "--only"; "'CartPol-v0'"; "did you mean CartPole-v0" ]
        "unknown method of the paper", user "paper --only Acrobot-v0/gayl" [ "'gayl'"; "did you mean gail" ]
        "too many parts", user "paper --only Acrobot-v0/gail/4" [ "ENV/METHOD" ]
        "no seeds", user "paper --seeds 0" [ "--seeds is 0" ]
        "no jobs", user "paper --jobs 0" [ "--jobs is 0" ]

        // Policies and runs.
        "no policy", user "evaluate --policy {folder}/none --env CartPole-v1" [ "none"; "no such file" ]
        "a folder without policy", user "evaluate --policy {folder}" [ "policy.safetensors" ]
        "text as policy", user "evaluate --policy {folder}/text.npz --env CartPole-v1" [ "text.npz" ]
        "demonstrations as policy",
        user "evaluate --policy {demos} --env CartPole-v1" [ "CartPole-v1.npz"; "expected a run directory" ]
        "no evaluation episodes", user "evaluate --policy random --env CartPole-v1 --episodes 0" [ "--episodes is 0" ]
        "resume nothing", user "train --resume {folder}" [ "holds no run" ]
        "inspect nothing", user "inspect {folder}/none.npz" [ "none.npz"; "no such file" ]

        "inspect as an unknown format",
        user "inspect {demos} --format stable-baseline" [ "--format"; "did you mean stable-baselines" ]
        "inspect unknown columns",
        user "inspect {demos} --columns observations=state" [ "--columns"; "did you mean observation" ]
        "a filter key of a file without",
        user "inspect {demos} --filter-key train" [ "CartPole-v1.npz"; "gail, has no filter keys" ]
        "actions of the next record of a file without",
        user "inspect {demos} --unity-actions next" [ "CartPole-v1.npz"; "ml-agents files only" ]
        "actions of no record",
        user "convert {demos} {out}.npz --unity-actions last" [ "--unity-actions is 'last', expected same or next" ]
        "train on a filter key of a file without", user (train "--filter-key train") [ "gail, has no filter keys" ]

        // Converting and recording.
        "convert nothing", user "convert {folder}/none.npz {out}.npz" [ "none.npz"; "no such file" ]
        "convert to an unknown extension", user "convert {demos} {out}.npy" [ ".npy"; "did you mean .npz"; "--format" ]
        "convert to no extension", user "convert {demos} {out}" [ "has no extension"; "--format" ]
        "convert to an unknown format", user "convert {demos} {out}.npz --format npy" [ "--format"; "did you mean npz" ]
        "convert to a format that is read only",
        user "convert {demos} {out}.npz --format imitation" [ "'imitation' is read but not written" ]
        "convert from an unknown format",
        user "convert {demos} {out}.npz --from stable-baseline" [ "--from"; "did you mean stable-baselines" ]
        "convert over a file", user "convert {demos} {pendulum}" [ "exists already"; "--overwrite" ]
        "convert below nothing", user "convert {demos} {out}/a.npz" [ "the folder of"; "does not exist" ]
        "convert into what is read", user "convert {folder} {folder}/all.npz" [ "all.npz"; "lies in" ]
        "convert two environments' to one",
        user "convert {demos} {pendulum} {out}.npz" [ "of 3 values but"; "of 4 values"; "one environment" ]
        "convert what is no number", user "convert {folder}/nan.npz {out}.npz" [ "nan.npz"; "NaN" ]
        "convert more episodes than there are", user "convert {demos} {out}.npz --episodes 7" [ "6 episodes"; "7" ]
        "convert no step", user "convert {demos} {out}.npz --every 0" [ "--every is 0"; "1 or more" ]
        "record to an unknown extension",
        user "record --policy random --env CartPole-v1 --out {out}.npy" [ "--out"; ".npy"; "did you mean .npz" ]
        "record to an unknown format",
        user "record --policy random --env CartPole-v1 --out {out}.npz --format npy" [ "--format"; "did you mean npz" ]
        "record over demonstrations",
        user "record --policy random --env CartPole-v1 --out {demos}" [ "exists already"; "--overwrite" ]
        "record into no folder",
        user "record --policy random --env CartPole-v1 --out {out}/a.npz" [ "--out"; "does not exist" ]
        "record in an unknown environment",
        user "record --policy random --env CartPol-v1 --out {out}.npz" [ "'CartPol-v1'"; "CartPole-v1" ]
        "record another environment's expert",
        user
            "record --policy {folder}/experts/CartPole-v0.npz --env Pendulum-v1 --out {out}.npz"
            [ "CartPole-v0.npz"; "4"; "3" ]
        "record zero episodes",
        user "record --policy random --env CartPole-v1 --out {out}.npz --episodes 0" [ "--episodes is 0" ]

        "play a robot",
        user "record --play --env Hopper-v4 --out {out}.npz" [ "Hopper-v4 cannot be played"; "CartPole-v1" ]
        "play an unknown environment", user "record --play --env CartPol-v1 --out {out}.npz" [ "'CartPol-v1'" ]
        "play over a file", user "record --play --env CartPole-v1 --out {demos}" [ "exists already"; "--overwrite" ]
        "play at no port", user "record --play --env CartPole-v1 --out {out}.npz --port 70000" [ "--port is 70000" ]
        "play at no speed", user "record --play --env CartPole-v1 --out {out}.npz --rate 0" [ "--rate is 0" ]

        // Wrong usage.
        "renamed option", usage (train "--lanes 8") [ "'--lanes'"; "it is --num-envs now" ]
        "unknown option", usage (train "--sede 1") [ "'--sede'"; "did you mean --seed"; "gail train --help" ]
        "missing value", usage (train "--seed") [ "--seed needs a value" ]
        "missing value before an option", usage (train "--seed --quiet") [ "--seed needs a value" ]
        "word for a whole number", usage (train "--seed one") [ "--seed is 'one'"; "a whole number" ]
        "word for a number", usage (train "--discount high") [ "--discount is 'high'"; "from 0 to 1" ]
        "word for threads", usage (train "--threads all") [ "--threads"; "all" ]
        "demonstrations twice", usage (train "--demos {pendulum}") [ "--demos is given twice" ]
        "both spellings of an option", usage (train "--demos={pendulum}") [ "--demos is given twice" ]
        "a switch twice", usage (train "--json") [ "--json is given twice" ]
        "a setting twice", usage (train "--seed 1 --seed 2") [ "--seed is given twice" ]
        "a path twice",
        usage (train "--set advantage.lambda=1 --set Advantage.Lambda=0.5") [ "--set advantage.lambda is given twice" ]
        "a setting and its path",
        usage
            (train "--discount 0.9 --set advantage.discount=0.8")
            [ "--discount and --set advantage.discount are the same" ]
        "an option twice beside files",
        usage "convert {demos} {demos} {out}.npz --every 2 --every 3" [ "--every is given twice" ]
        "half a pair", usage (train "--set discount") [ "PATH=VALUE" ]
        "word in --set", usage (train "--set advantage.lambda=x") [ "advantage.lambda is 'x'" ]
        "no environment", usage "train --demos {demos} --out {out}" [ "--env" ]
        "no demonstrations", usage "train --env CartPole-v1 --out {out}" [ "--demos" ]
        "two beginnings", usage (train "--preset fast --options {folder}/range.json") [ "--options"; "--preset" ]
        "no policy named", usage "evaluate --env CartPole-v1" [ "--policy" ]
        "random without environment", usage "evaluate --policy random" [ "--env" ]
        "a filter key without demonstrations",
        usage "evaluate --policy random --env CartPole-v1 --filter-key train" [ "--filter-key"; "--demos" ]
        "no file to inspect", usage "inspect" [ "FILE" ]
        "nothing to convert", usage "convert" [ "IN and OUT are missing" ]
        "nowhere to convert to", usage "convert {demos}" [ "OUT is missing"; "CartPole-v1.npz" ]
        "a seed without sub-sampling", usage "convert {demos} {out}.npz --seed 3" [ "--seed"; "--every" ]
        "names of all columns of an archive", user "inspect {demos} --columns observation" [ "observation=NAME" ]
        "nobody to record", usage "record --env CartPole-v1 --out {out}.npz" [ "--policy"; "record --help" ]
        "nowhere to record", usage "record --policy random --out {out}.npz" [ "--env" ]
        "play nowhere", usage "record --play --out {out}.npz" [ "--env"; "MountainCar-v0" ]
        "a player and a policy",
        usage "record --play --policy random --env CartPole-v1 --out {out}.npz" [ "--policy"; "--play" ]
        "a port without a player",
        usage "record --policy random --env CartPole-v1 --out {out}.npz --port 80" [ "--port"; "--play" ]
        "a format for no file", usage "record --policy random --env CartPole-v1 --format npz" [ "--out" ]
        "files of two environments to inspect",
        user "inspect {demos} {pendulum}" [ "only demonstrations of one environment go together" ]
        "nothing to record", usage "expert --env CartPole-v1 --policy random" [ "--record" ]
        "training flags without training",
        usage "expert --env CartPole-v1 --policy random --record {out} --iterations 3" [ "--iterations"; "--policy" ]
        "a run without training",
        usage "expert --env CartPole-v1 --policy random --out {out} --record {out}" [ "--out"; "--record FILE" ]
        "demonstrations for an expert", usage "expert --env CartPole-v1 --out {out} --disc-lr 0.1" [ "'--disc-lr'" ]
    ]
    |> dict

let private bad =
    lazy
        (let folder = new Folder()

         let cartPole name replaced =
             writeCartPole (folder.File name) replaced

         File.WriteAllText(folder.File "text.npz", "not an archive, and longer than a header would be")
         File.WriteAllBytes(folder.File "cut.npz", (File.ReadAllBytes(Samples.cartPole ()))[..400])
         writeNpz (folder.File "layout.npz") [ "features", floats 4 [ 1f; 2f; 3f; 4f ] ]
         cartPole "dtype.npz" [ "obs", ("<U4", "3,", Array.zeroCreate 48) ]
         cartPole "object.npz" [ "obs", ("|O", "3,", [| 128uy; 4uy; 46uy |]) ]
         cartPole "nan.npz" [ "obs", floats 4 (nanf :: List.replicate 11 0f) ]
         cartPole "infinite.npz" [ "obs", floats 4 (infinityf :: List.replicate 11 0f) ]
         cartPole "action.npz" [ "actions", integers [ 0L; 7L; 0L ] ]

         cartPole
             "empty.npz"
             [
                 "obs", ("<f4", "0, 4", [||])
                 "actions", integers []
                 "rewards", doubles []
                 "episode_returns", doubles []
                 "episode_starts", booleans []
             ]

         writeExperts (folder.File "experts")
         Directory.CreateDirectory(folder.File "strangers") |> ignore
         writeChooser (folder.File "strangers/CartPole-v0.npz") [ 1.0; 1.0 ] 3
         Directory.CreateDirectory(folder.File "demonstrators") |> ignore
         writeCartPole (folder.File "demonstrators/CartPole-v0.npz") []
         Directory.CreateDirectory(folder.File "folder.md") |> ignore
         Directory.CreateDirectory(folder.File "nested/sub") |> ignore
         File.WriteAllText(folder.File "other.jsonl", "{}\n")

         let options =
             (gail [ "options"; "--json" ]).Output
             |> fun json -> Regex.Replace(json, "\"discount\": [0-9.]+", "\"discount\": 2")

         File.WriteAllText(folder.File "range.json", options)
         folder)

[<Tests>]
let tests =
    inOrder
        "bad input"
        [
            testTheory "a mistake is named in one line and leaves nothing behind" expectations.Keys
            <| fun (name: string) ->
                let expectation = expectations[name]
                let folder = bad.Value
                let out = folder.File($"""out-{name.Replace(' ', '-')}""")

                let before =
                    Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)

                let fill (word: string) =
                    word
                        .Replace("{out}", out)
                        .Replace("{demos}", cartPole ())
                        .Replace("{pendulum}", pendulum ())
                        .Replace("{folder}", folder.Path)

                let outcome = gail (expectation.Line.Split(' ') |> Array.map fill |> List.ofArray)
                Check.Equal(expectation.Code, outcome.ExitCode)
                Check.Empty outcome.Output
                Check.StartsWith("gail: ", outcome.ErrorOutput)
                Check.Single(outcome.ErrorOutput.TrimEnd().Split('\n')) |> ignore
                Check.DoesNotContain("   at ", outcome.ErrorOutput)

                for named in expectation.Named do
                    Check.Contains(named, outcome.ErrorOutput)

                let after =
                    Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)

                Check.SameItems(before, after)

        ]
