namespace Gail.Cli.Display

open System
open System.IO
open System.Runtime.CompilerServices
open System.Text
open System.Text.Encodings.Web
open System.Text.Json
open Spectre.Console
open Gail.Data.Files
open Gail.Data
open Gail.Cli

/// The output of commands, apart from live displays.
[<RequireQualifiedAccess>]
module Output =

    /// A text as Spectre's markup, which writes it as it is. Inlined elsewhere, it would call what is internal.
    [<MethodImpl(MethodImplOptions.NoInlining)>]
    let markup (text: string) = Markup.Escape(Printable.Of text)

    /// Breaks a text at spaces into lines of at most a width; a longer word stands alone.
    let wrap (width: int) (text: string) =
        let add (lines: string list) (word: string) =
            match lines with
            | line :: earlier when line.Length + 1 + word.Length <= width -> $"{line} {word}" :: earlier
            | _ -> word :: lines

        text.Split ' ' |> Array.fold add [] |> List.rev

    /// Columns of text, aligned, for a width of the terminal; the last column is wrapped to fit, below its row where too
    /// little is left beside it. None is a pipe, which gets one line per row.
    let columns (window: int option) (rows: string list list) =
        let columnWidth (column: string list) =
            column |> List.map String.length |> List.max

        let widths =
            rows
            |> List.transpose
            |> List.map columnWidth
            |> List.rev
            |> List.tail
            |> List.rev

        let indent = widths |> List.sumBy ((+) 2)

        let before (row: string list) =
            List.map2
                (fun (cell: string) (width: int) -> cell.PadRight width + "  ")
                (List.take widths.Length row)
                widths
            |> String.concat ""

        let lines (row: string list) =
            let last = List.last row

            match window with
            | None -> [ before row + last ]
            | Some window when window - indent > 40 ->
                wrap (window - indent - 1) last
                |> List.mapi (fun i line -> (if i = 0 then before row else String(' ', indent)) + line)
            | Some window when last <> "" ->
                before row
                :: (wrap (max 30 (window - 5)) last |> List.map (fun line -> "    " + line))
            | Some _ -> [ before row ]

        rows |> List.collect lines |> List.map _.TrimEnd()

    /// Cells as they may be shown: names in them come out of files.
    let private printable = List.map (List.map Printable.Of)

    /// Writes columns of text under a header.
    let table (header: string list) (rows: string list list) =
        let window =
            if Console.IsOutputRedirected then
                None
            else
                Some Console.WindowWidth

        columns window (header :: printable rows) |> List.iter stdout.WriteLine

    /// Writes columns of short text under a header: the first and the last begin in line, those between, of numbers,
    /// end in line.
    let grid (header: string list) (rows: string list list) =
        let rows = header :: printable rows

        let widths = rows |> List.transpose |> List.map (List.map String.length >> List.max)

        for row in rows do
            List.zip row widths
            |> List.mapi (fun i (cell, width) ->
                if i = 0 || i = row.Length - 1 then
                    cell.PadRight width
                else
                    cell.PadLeft width)
            |> String.concat "  "
            |> _.TrimEnd()
            |> stdout.WriteLine

    /// A sentence behind a label; on a terminal the label has a colour and the sentence is wrapped.
    let finding (colour: string) (label: string) (text: string) =
        let text = Printable.Of text

        if Console.IsOutputRedirected then
            stdout.WriteLine($"{label} {text}".TrimEnd())
        else
            let indent = label.Length + 1
            let lines = wrap (max 30 (Console.WindowWidth - indent - 1)) text
            AnsiConsole.Markup $"[{colour}]{markup label}[/] "

            for i, line in List.indexed lines do
                stdout.WriteLine((if i = 0 then "" else String(' ', indent)) + line)

    /// One JSON value on one line. JSON has no NaN and no infinity: writing one raises ArgumentException.
    let json (write: Utf8JsonWriter -> unit) =
        use buffer = new MemoryStream()

        use writer =
            new Utf8JsonWriter(buffer, JsonWriterOptions(Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping))

        write writer
        writer.Flush()
        stdout.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, int buffer.Length))
