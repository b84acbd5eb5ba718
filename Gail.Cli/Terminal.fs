namespace Gail.Cli

open System
open System.IO
open System.Text
open Gail.Data
open Gail.Data.Files

/// Writes lines of plain text. Whatever a line was made of (names of files, of environments, of columns), it is one
/// line when it is written, and nothing in it reaches the terminal as a command: `Printable` says what is escaped.
type LineWriter(target: unit -> TextWriter) =
    inherit TextWriter()

    override _.Encoding = target().Encoding

    override _.Write(letter: char) =
        target().Write(Printable.Of(string letter))

    override _.Write(text: string | null) =
        match text with
        | null -> ()
        | text -> target().Write(Printable.Of text)

    override writer.Write(letters: char array, start: int, count: int) =
        writer.Write(String(letters, start, count))

    override _.WriteLine() = target().WriteLine()

    // One call for a line, so that lines of several threads do not mix.
    override _.WriteLine(text: string | null) =
        target()
            .WriteLine(
                match text with
                | null -> ""
                | text -> Printable.Of text
            )

    override _.Flush() = target().Flush()

/// The two outputs as all of this project writes to them: these names hide F#'s own, so that no command can forget
/// to escape. A live display alone, which draws with escape sequences, goes around them.
[<AutoOpen>]
module Terminal =

    let stdout: TextWriter = new LineWriter(fun () -> Console.Out) :> TextWriter

    let stderr: TextWriter = new LineWriter(fun () -> Console.Error) :> TextWriter

    /// Text of several lines that are its own: help, JSON for people to read.
    let writeLines (writer: TextWriter) (text: string) =
        text.Split('\n') |> Array.iter (fun line -> writer.WriteLine(line.TrimEnd '\r'))
