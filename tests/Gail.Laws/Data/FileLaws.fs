module Gail.Laws.Data.FileLaws

open System.IO
open Expecto
open Gail.Data
open Gail.Laws.Generators
open Gail.Laws.Generators.Demonstrations
open Gail.TestSupport

[<Tests>]
let tests =
    testList
        "files of demonstrations"
        [
            for name in [ "d.npz"; "d.jsonl" ] do
                law $"what is written is read bit for bit: {name}" plans (fun plan ->
                    use folder = new TemporaryFolder()
                    let written = toDemonstrations plan
                    DemonstrationWriter.Write(folder[name], written)
                    let read = DemonstrationReader.Read folder[name]
                    Check.True(read.SameBits written)
                    // And again: equal demonstrations give equal bytes.
                    DemonstrationWriter.Write(folder["again-" + name], read)
                    Check.SameItems(File.ReadAllBytes folder[name], File.ReadAllBytes folder["again-" + name]))
        ]
