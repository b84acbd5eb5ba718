namespace Gail.Cli.Play

open System
open System.IO
open System.Text
open System.Text.Json

/// The messages between page and session, as JSON.
[<RequireQualifiedAccess>]
module PlayMessages =

    /// A request of the page.
    type Command =
        | Hold of direction: float
        | Keep
        | Discard
        | TogglePause
        | Pause
        | Finish
        | Rate of stepsPerSecond: int

    /// The command in a body such as {"do":"hold","value":-1}; None where it is none.
    let parse (body: string) =
        try
            use document = JsonDocument.Parse body
            let root = document.RootElement

            let value () =
                match root.TryGetProperty "value" with
                | true, value when value.ValueKind = JsonValueKind.Number ->
                    match value.TryGetDouble() with
                    | true, number when Double.IsFinite number -> Some number
                    | _ -> None
                | _ -> None

            match root.TryGetProperty "do" with
            | true, name when name.ValueKind = JsonValueKind.String ->
                match name.GetString() with
                | "hold" -> value () |> Option.map Hold
                | "rate" -> value () |> Option.map (fun rate -> Rate(int (Math.Clamp(rate, 1.0, 1000.0))))
                | "keep" -> Some Keep
                | "discard" -> Some Discard
                | "toggle" -> Some TogglePause
                | "pause" -> Some Pause
                | "finish" -> Some Finish
                | _ -> None
            | _ -> None
        with
        | :? JsonException
        | :? InvalidOperationException -> None

    /// The state that the page shows, with a message for the player.
    let view (task: PlayTask) (view: PlayView) (file: string) (problem: string) =
        let spec = task.Environment.Spec
        use buffer = new MemoryStream()

        let write () =
            use writer = new Utf8JsonWriter(buffer)
            writer.WriteStartObject()
            writer.WriteString("environment", spec.Id)
            writer.WriteString("drawing", task.Drawing)
            writer.WriteString("goal", task.Goal)
            writer.WriteBoolean("continuous", spec.Action.IsContinuous)
            writer.WriteNumber("limit", spec.StepLimit)
            writer.WriteString("file", file)
            writer.WriteString("problem", problem)
            writer.WriteString("phase", (string view.Phase).ToLowerInvariant())
            writer.WriteNumber("number", view.Number)
            writer.WriteNumber("step", view.Step)
            writer.WriteNumber("score", view.Score)
            writer.WriteBoolean("terminated", view.Terminated)
            writer.WriteNumber("action", view.Action)
            writer.WriteNumber("rate", view.Rate)
            writer.WriteStartArray "state"
            view.State |> Array.iter writer.WriteNumberValue
            writer.WriteEndArray()
            writer.WriteStartArray "kept"
            view.Kept |> List.iter writer.WriteNumberValue
            writer.WriteEndArray()
            writer.WriteEndObject()

        write ()
        Encoding.UTF8.GetString(buffer.ToArray())
