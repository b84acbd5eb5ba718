/// Trees of arrays, with names that collide where they may.
module Gail.Laws.Generators.Trees

open FsCheck.FSharp
open Gail.Laws.Generators.Arrays
open Gail.Numerics

/// Leaves of a tree, each with another path, none of them the beginning of another.
type TreePlan = { Leaves: (string * ArrayPlan) list }

let toLeaves (plan: TreePlan) =
    plan.Leaves |> List.map (fun (path, array) -> StateLeaf(path, toArray array))

let toTree (plan: TreePlan) = StateTree.FromLeaves(toLeaves plan)

let private paths =
    let name = Gen.elements [ "a"; "b"; "c" ]
    Gen.map3 (fun x y z -> $"{x}/{y}/{z}") name name name

/// Plans of trees.
let plans =
    let leaf =
        gen {
            let! path = paths
            let! array = Arb.toGen Arrays.plans
            return path, array
        }

    let shrinkLeaf (path, array) =
        Arb.toShrink Arrays.plans array |> Seq.map (fun array -> path, array)

    let leaves = Arb.list (Arb.fromGenShrink (leaf, shrinkLeaf))

    let distinct plan =
        {
            Leaves = List.distinctBy fst plan.Leaves
        }

    Arb.fromGenShrink (
        Arb.toGen leaves |> Gen.map (fun leaves -> distinct { Leaves = leaves }),
        smaller leaves _.Leaves (fun leaves _ -> { Leaves = leaves })
    )
