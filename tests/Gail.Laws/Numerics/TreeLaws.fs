module Gail.Laws.Numerics.TreeLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.Laws.Generators.Trees
open Gail.Numerics
open Gail.TestSupport

let private two = NdArray.Vector<float32>(ReadOnlySpan [| 2.0f |])
let private pathsOf (tree: StateTree) = tree.Leaves |> Seq.map _.Path

[<Tests>]
let tests =
    testList
        "trees"
        [
            law "leaves make the same tree again" plans (fun plan ->
                let tree = toTree plan
                let again = StateTree.FromLeaves tree.Leaves
                Check.Equal(tree, again)
                Check.Equal(tree.GetHashCode(), again.GetHashCode())
                Check.SameItems(pathsOf tree, pathsOf again))

            law "a tree holds exactly the leaves that it was made of" plans (fun plan ->
                let leaves, tree = toLeaves plan, toTree plan
                Check.Equal(leaves.Length, Seq.length tree.Leaves)
                Check.Equal(leaves.IsEmpty, tree.IsEmpty)

                for leaf in leaves do
                    Check.True(tree.Contains leaf.Path)
                    let found = tree.Leaves |> Seq.filter (fun other -> other.Path = leaf.Path)
                    Check.True(leaf.Value.SameBits (Check.Single found).Value))

            law "what was put in comes out, and nothing else changes" plans (fun plan ->
                let tree = toTree plan
                let more = tree.With("d/e", two)
                Check.Equal(two, more.Get<float32> "d/e")
                Check.SameItems(tree.Leaves, more.Leaves |> Seq.take (Seq.length tree.Leaves))
                Check.Equal(Seq.length tree.Leaves + 1, Seq.length more.Leaves)
                Check.False(tree.Contains "d/e"))

            law "a replaced path keeps its place" plans (fun plan ->
                let tree = toTree plan

                for leaf in tree.Leaves do
                    let replaced = tree.With(leaf.Path, two)
                    Check.Equal(two, replaced.Get<float32> leaf.Path)
                    Check.SameItems(pathsOf tree, pathsOf replaced)
                    Check.Equal(tree, replaced.With(leaf.Path, leaf.Value)))

            law "subtrees are put in and taken out whole" (Arb.zip (plans, plans)) (fun (plan, inner) ->
                let tree, child = toTree plan, toTree inner
                let both = tree.With("d/e", child)
                Check.Equal(child, both.Child "d/e")

                let below =
                    child.Leaves |> Seq.map (fun leaf -> StateLeaf($"d/e/{leaf.Path}", leaf.Value))

                Check.SameItems(Seq.append tree.Leaves below, both.Leaves))
        ]
