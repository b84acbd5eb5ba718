namespace Gail.Cli

open System
open System.IO
open System.Text
open System.Text.Encodings.Web
open System.Text.Json

/// What commands write to standard output when it is not a live display.
[<RequireQualifiedAccess>]
module Output =

    /// Breaks a text at spaces into lines of at most a width; a longer word stands alone.
    let wrap (width: int) (text: string) =
        let add (lines: string list) (word: string) =
            match lines with
            | line :: earlier when line.Length + 1 + word.Length <= width -> $"{line} {word}" :: earlier
            | _ -> word :: lines

        text.Split ' ' |> Array.fold add [] |> List.rev

    /// Columns of text, aligned, under a header. A pipe gets one line per row; in a terminal the last column is
    /// wrapped to fit.
    let table (header: string list) (rows: string list list) =
        let rows = header :: rows

        let columnWidth (column: string list) =
            column |> List.map String.length |> List.max

        let widths = rows |> List.transpose |> List.map columnWidth
        let indent = widths |> List.take (widths.Length - 1) |> List.sumBy ((+) 2)

        let lines (text: string) =
            if Console.IsOutputRedirected then
                [ text ]
            else
                wrap (max 30 (Console.WindowWidth - indent - 1)) text

        for row in rows do
            let before =
                List.map2 (fun (cell: string) (width: int) -> cell.PadRight width + "  ") row widths
                |> List.take (widths.Length - 1)
                |> String.concat ""

            lines (List.last row)
            |> List.iteri (fun i line ->
                stdout.WriteLine(((if i = 0 then before else String(' ', indent)) + line).TrimEnd()))

    /// One JSON value on one line. JSON has no NaN and no infinity: writing one raises ArgumentException.
    let json (write: Utf8JsonWriter -> unit) =
        use buffer = new MemoryStream()

        use writer =
            new Utf8JsonWriter(buffer, JsonWriterOptions(Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping))

        write writer
        writer.Flush()
        stdout.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, int buffer.Length))
