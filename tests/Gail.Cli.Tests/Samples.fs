/// Files for the tests: demonstrations of random policies, recorded by the command itself, and broken ones.
module Gail.Cli.Tests.Samples

open System
open System.IO
open System.IO.Compression
open System.Text
open Gail.Cli.Tests.GailProcess
open Gail.TestSupport

/// A folder that goes when the tests are over.
type Folder = TemporaryFolder

type TemporaryFolder with

    member folder.File(name: string) = folder[name]

let private folder =
    lazy
        (let folder = new Folder()
         AppDomain.CurrentDomain.ProcessExit.Add(fun _ -> (folder :> IDisposable).Dispose())
         folder)

let private recorded environment episodes =
    lazy
        (let path = folder.Value.File $"{environment}.npz"

         let outcome =
             gail
                 [
                     "expert"
                     "--policy"
                     "random"
                     "--env"
                     environment
                     "--record"
                     path
                     "--episodes"
                     string episodes
                 ]

         if outcome.ExitCode <> 0 then
             failwith outcome.ErrorOutput

         path)

let private cartPole6 = recorded "CartPole-v1" 6
let private pendulum2 = recorded "Pendulum-v1" 2

/// Six episodes of CartPole-v1.
let cartPole () = cartPole6.Value

/// Two episodes of Pendulum-v1.
let pendulum () = pendulum2.Value

/// One array as NumPy stores it.
let private npy (descr: string, shape: string, data: byte array) =
    let header =
        $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}"
        |> _.PadRight(117)

    Array.concat
        [
            [| 147uy |]
            "NUMPY"B
            [| 1uy; 0uy; 118uy; 0uy |]
            Encoding.ASCII.GetBytes(header + "\n")
            data
        ]

/// Writes an .npz archive of arrays: a name, NumPy's type, the shape and the bytes.
let writeNpz (path: string) (arrays: (string * (string * string * byte array)) list) =
    use archive = ZipFile.Open(path, ZipArchiveMode.Create)

    for name, array in arrays do
        use stream = archive.CreateEntry(name + ".npy").Open()
        let bytes = npy array
        stream.Write(bytes, 0, bytes.Length)

/// Float32 rows of a width.
let floats (width: int) (values: float32 list) =
    "<f4", $"{values.Length / width}, {width}", values |> List.map BitConverter.GetBytes |> Array.concat

/// Float64 numbers.
let doubles (values: float list) =
    "<f8", $"{values.Length},", values |> List.map BitConverter.GetBytes |> Array.concat

/// Int64 numbers.
let integers (values: int64 list) =
    "<i8", $"{values.Length},", values |> List.map BitConverter.GetBytes |> Array.concat

let booleans (values: bool list) =
    "|b1", $"{values.Length},", values |> List.map (fun value -> if value then 1uy else 0uy) |> Array.ofList

/// CartPole demonstrations in Stable-Baselines' layout, three steps of one episode; some arrays may be replaced.
let writeCartPole (path: string) (replaced: (string * (string * string * byte array)) list) =
    let arrays =
        [
            "obs", floats 4 (List.replicate 12 0.01f)
            "actions", integers [ 0L; 1L; 0L ]
            "rewards", doubles [ 1.0; 1.0; 1.0 ]
            "episode_returns", doubles [ 3.0 ]
            "episode_starts", booleans [ true; false; false ]
        ]

    let replacement = dict replaced

    writeNpz
        path
        [
            for name, array in arrays ->
                match replacement.TryGetValue name with
                | true, other -> name, other
                | _ -> name, array
        ]

/// A Gaussian expert with small weights as the paper's authors published theirs: one hidden layer of leaky ReLU.
let writeExpert (path: string) (observations: int) (actions: int) =
    let hidden = 4

    let matrix rows columns =
        let values =
            List.init (rows * columns) (fun i -> BitConverter.GetBytes(0.1 * sin (float (7 * i))))

        "<f8", $"{rows}, {columns}", Array.concat values

    let row columns value =
        "<f8", $"1, {columns}", List.replicate columns (BitConverter.GetBytes(value: float)) |> Array.concat

    writeNpz
        path
        [
            "obsnorm.mean_1_D", row observations 0.0
            "obsnorm.meansq_1_D", row observations 1.0
            "hidden.layer_0.W", matrix observations hidden
            "hidden.layer_0.b", row hidden 0.0
            "out.W", matrix hidden actions
            "out.b", row actions 0.0
            "logstdevs_1_Da", row actions -1.0
        ]

/// A policy as the paper's experts are written: the last choice where the observation lies in a direction, the first
/// where it lies against it.
let writeChooser (path: string) (direction: float list) (choices: int) =
    let matrix rows columns (values: float list) =
        "<f8", $"{rows}, {columns}", values |> List.map BitConverter.GetBytes |> Array.concat

    let width = direction.Length

    let preference =
        [
            for choice in 0 .. choices - 1 ->
                if choice = 0 then -9.0
                elif choice = choices - 1 then 9.0
                else 0.0
        ]

    writeNpz
        path
        [
            "obsnorm.mean_1_D", matrix 1 width (List.replicate width 0.0)
            "obsnorm.meansq_1_D", matrix 1 width (List.replicate width 1.0)
            // Leaky rectifiers of x and -x differ by 1.01 x.
            "hidden.layer_0.W", matrix width 2 (direction |> List.collect (fun weight -> [ weight; -weight ]))
            "hidden.layer_0.b", matrix 1 2 [ 0.0; 0.0 ]
            "out.W", matrix 2 choices (preference @ List.map (~-) preference)
            "out.b", matrix 1 choices (List.replicate choices 0.0)
        ]

/// Experts for the paper's environments in a folder; that of CartPole keeps the pole up.
let writeExperts (folder: string) =
    Directory.CreateDirectory folder |> ignore
    writeChooser (Path.Combine(folder, "CartPole-v0.npz")) [ 0.5; 1.0; 10.0; 2.5 ] 2
    writeChooser (Path.Combine(folder, "Acrobot-v0.npz")) [ 0.0; 0.0; 1.0; 0.0 ] 3
    writeChooser (Path.Combine(folder, "MountainCar-v0.npz")) [ 0.0; 100.0 ] 3

/// Whether two runs are the same to the last byte.
let sameRun (expected: string) (actual: string) =
    let evaluated = File.Exists(Path.Combine(expected, "evaluations.csv"))

    for name in
        [
            "options.json"
            "metrics.csv"
            "policy.safetensors"
            if evaluated then
                "evaluations.csv"
        ] do
        Check.SameItems(File.ReadAllBytes(Path.Combine(expected, name)), File.ReadAllBytes(Path.Combine(actual, name)))
