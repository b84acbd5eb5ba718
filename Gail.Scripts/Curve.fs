namespace Gail.Scripts

open System
open System.Collections.Generic
open Gail.Training

/// Learning curves: the numbers of one metric over the iterations.
[<RequireQualifiedAccess>]
module Curve =

    /// One number of an iteration, by its name in metrics.csv.
    let value (name: string) (step: TrainStep) : float =
        match step.Metrics |> Seq.tryFind (fun metric -> metric.Name = name) with
        | Some metric -> metric.Value
        | None ->
            let known =
                step.Metrics |> Seq.map (fun metric -> metric.Name) |> String.concat ", "

            raise (KeyNotFoundException $"There is no metric '{name}' in {known}.")

    /// The numbers of one metric over some iterations.
    let ofSteps (name: string) (steps: seq<TrainStep>) : float list =
        steps |> Seq.map (value name) |> List.ofSeq

    /// The mean of the last numbers of a curve.
    let tail (count: int) (curve: float list) : float =
        curve |> List.skip (max 0 (curve.Length - count)) |> List.average

    /// Named curves side by side as lines of text, every k-th iteration, counted from 1, and the last.
    let table (every: int) (curves: (string * float list) list) : string =
        let length = curves |> List.map (snd >> List.length) |> List.fold max 0
        let width name = max 10 (String.length name)

        let cell iteration (name: string, curve: float list) =
            let text =
                match List.tryItem (iteration - 1) curve with
                | Some value -> value.ToString "F1"
                | None -> ""

            text.PadLeft(width name)

        let header =
            "iteration" :: (curves |> List.map (fun (name, _) -> name.PadLeft(width name)))

        let row iteration =
            (string iteration).PadLeft 9 :: List.map (cell iteration) curves

        let shown = [ 1..length ] |> List.filter (fun i -> i % every = 0 || i = length)

        header :: List.map row shown
        |> List.map (String.concat "  ")
        |> String.concat Environment.NewLine
