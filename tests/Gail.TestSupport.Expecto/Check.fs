namespace Gail.TestSupport

open System
open System.Text.RegularExpressions
open Expecto

/// What tests say of values, the expected one first; Expecto shows where values differ.
[<AbstractClass; Sealed>]
type Check =
    static member Equal(expected: 'T, actual: 'T) =
        Expect.equal actual expected "It differs"

    static member Equal(expected: string | null, actual: string | null) =
        Expect.equal actual expected "It differs"

    /// Equal within a tolerance.
    static member Close(expected: float, actual: float, tolerance: float) =
        if not (abs (actual - expected) <= tolerance) then
            failtest $"{actual} is not within {tolerance} of {expected}."

    static member NotEqual(unexpected: 'T, actual: 'T) =
        Expect.notEqual actual unexpected "It is the same"

    /// The same items in the same order.
    static member SameItems(expected: 'T seq, actual: 'T seq) =
        Expect.sequenceEqual actual expected "Items differ"

    /// Other items, or another order.
    static member OtherItems(unexpected: 'T seq, actual: 'T seq) =
        Expect.notEqual (List.ofSeq actual) (List.ofSeq unexpected) "Items are the same"

    static member True(condition: bool, ?why: string) =
        Expect.isTrue condition (defaultArg why "It does not hold")

    static member False(condition: bool, ?why: string) =
        Expect.isFalse condition (defaultArg why "It holds")

    static member NotNull(value: obj | null) = Expect.isNotNull value "It is null"

    static member Contains(part: string, text: string | null) =
        Expect.stringContains (string text) part "A part is missing"

    static member Contains(item: 'T, items: 'T seq) =
        Expect.contains items item "An item is missing"

    static member DoesNotContain(part: string, text: string | null) =
        if (string text).Contains part then
            failtest $"'{part}' is in:\n{text}"

    static member DoesNotContain(item: 'T, items: 'T seq) =
        if Seq.contains item items then
            failtest $"{item} is in: %A{List.ofSeq items}"

    static member StartsWith(start: string, text: string | null) =
        Expect.stringStarts (string text) start "The start differs"

    static member Matches(pattern: string, text: string | null) =
        Expect.isMatch (string text) pattern "It does not match"

    static member Matches(pattern: Regex, text: string | null) =
        Expect.isTrue (pattern.IsMatch(string text)) $"'{pattern}' does not match:\n{text}"

    static member DoesNotMatch(pattern: string, text: string | null) =
        if Regex.IsMatch(string text, pattern) then
            failtest $"'{pattern}' matches:\n{text}"

    static member Empty(items: 'T seq) =
        Expect.isEmpty items $"There is: %A{List.ofSeq items}"

    static member NotEmpty(items: 'T seq) = Expect.isNonEmpty items "It is empty"

    /// The only item.
    static member Single(items: 'T seq) =
        match List.ofSeq items with
        | [ item ] -> item
        | items -> failtest $"Not one item, but {items.Length}: %A{items}"

    /// The only item of a kind.
    static member Single(items: 'T seq, isOfKind: 'T -> bool) = Check.Single(Seq.filter isOfKind items)

    static member All(items: 'T seq, check: 'T -> unit) = Seq.iter check items

    /// From the lowest to the highest, both allowed.
    static member InRange(actual: 'T, lowest: 'T, highest: 'T) =
        if not (lowest <= actual && actual <= highest) then
            failtest $"{actual} is not from {lowest} to {highest}."

    /// The exception of this very type that an action throws.
    static member Throws<'E when 'E :> exn>(action: unit -> unit) : 'E =
        let thrown =
            try
                action ()
                None
            with e ->
                Some e

        match thrown with
        | Some(:? 'E as expected) when expected.GetType() = typeof<'E> -> expected
        | Some other -> failtest $"Expected {typeof<'E>.Name}, but it was {other}"
        | None -> failtest $"Expected {typeof<'E>.Name}, but nothing was thrown."

    /// Skips the test.
    static member SkipWhen(condition: bool, why: string | null) =
        if condition then
            skiptest (string why)

    /// Skips the test where something is missing.
    static member SkipUnless(condition: bool, why: string | null) = Check.SkipWhen(not condition, why)

    /// What a test needs, or the test is skipped.
    static member Need(find: unit -> 'T) : 'T =
        try
            find ()
        with :? AbsentException as absent ->
            skiptest absent.What

    /// Skips the test for a library or program that can be installed, or fails it where CI is true: null is no problem.
    static member Installed(problem: string | null) =
        Check.Need(fun () -> AbsentException.ThrowFor problem)
