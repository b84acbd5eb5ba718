module Gail.Laws.Numerics.NormalizationStatisticsLaws

open System
open Expecto
open Gail.Laws.Generators
open Gail.Numerics
open Gail.TestSupport

/// Batches of rows of three numbers, of different centre and spread.
let private batches = listsOf 1 6 (listsOf 1 7 (listsOf 3 3 (numbers 10.0)))

let private rowsOf (batch: float list list) =
    let values =
        batch
        |> List.collect (List.mapi (fun column x -> float32 (100.0 * float column + float (1 + 10 * column) * x)))

    NdArray.Matrix<float32>(batch.Length, 3, ReadOnlySpan(Array.ofList values))

let private momentsOf batches =
    batches
    |> List.fold
        (fun (moments: NormalizationStatistics) batch -> moments.Update(rowsOf batch))
        (NormalizationStatistics.None 3)

/// The moments are the mean and the squared deviations from it, of all rows.
let private areTwoPass (moments: NormalizationStatistics) (rows: NdArray<float32>) =
    Check.Equal(float rows.Rows, moments.Count)

    for column in 0..2 do
        let values = Array.init rows.Rows (fun row -> float rows[row, column])
        let mean = Array.average values
        let deviations = values |> Array.sumBy (fun value -> (value - mean) ** 2.0)
        Check.Close(mean, moments.Mean[column], 1e-12 * (1.0 + abs mean))
        Check.Close(deviations, moments.SquaredDeviations[column], 1e-11 * (1.0 + deviations))

[<Tests>]
let tests =
    testList
        "normalisation statistics"
        [
            law "batches of any sizes, in either order, give the two-pass formulas" batches (fun batches ->
                let all = rowsOf (List.concat batches)
                areTwoPass (momentsOf batches) all
                areTwoPass (momentsOf (List.rev batches)) all)

            law "unstandardise is the inverse of standardise" batches (fun batches ->
                let moments, rows = momentsOf batches, rowsOf batches.Head
                let back = moments.Unstandardize(moments.Standardize rows)

                for i in 0 .. rows.Length - 1 do
                    let size = abs (float rows[i]) + abs moments.Mean[i % 3]
                    Check.Close(float rows[i], float back[i], 4e-7 * size))

            law "a tree gives the same moments again" batches (fun batches ->
                let moments = momentsOf batches
                Check.Equal(moments, NormalizationStatistics.FromTree(moments.ToTree())))
        ]
