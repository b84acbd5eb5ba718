module Gail.Laws.MuJoCo.ModelLaws

open System
open System.Collections.Immutable
open System.Globalization
open System.Xml.Linq
open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.MuJoCo.Models.Mjcf
open Gail.TestSupport

let private bits: float seq -> int64 seq = Seq.map BitConverter.DoubleToInt64Bits
let private finite = numbers Double.MaxValue

[<Tests>]
let tests =
    testList
        "models"
        [
            law "numbers in a model read back to the same bits" (Arb.zip (finite, finite)) (fun (x, z) ->
                let body = Body("body", Position = Vector(x, -0.0, z))
                let model = MjcfModel("", Bodies = ImmutableArray.Create body)

                let position =
                    (Seq.head (XDocument.Parse(model.ToXml()).Descendants(XName.Get "body")))
                        .Attribute(XName.Get "pos")

                let read =
                    [
                        for word in (nonNull position).Value.Split ' ' ->
                            Double.Parse(word, CultureInfo.InvariantCulture)
                    ]

                Check.SameItems(bits [ x; -0.0; z ], bits read))
        ]
