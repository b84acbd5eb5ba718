namespace Gail.Cli.Arguments

open System
open System.Collections.Immutable
open System.IO
open Gail.Numerics
open Gail.Data
open Gail.Environments
open Gail.MuJoCo.Environments
open Gail.MuJoCo.Environments.Options
open Gail.Data.Files
open Gail.Scripts
open Gail.Cli
open Gail.Cli.Display

/// Files of demonstrations that commands write: their names, formats and places, checked before any work is done.
[<RequireQualifiedAccess>]
module OutputFile =

    let private written () =
        DemonstrationReader.Formats
        |> Seq.filter _.IsWritten
        |> Seq.map _.Name
        |> List.ofSeq

    let private list (names: string list) = String.concat ", " names

    /// The formats that are written, for help.
    let formats () = list (written ())

    /// Refuses a format that is not read, with the nearest that is.
    let checkRead (argument: string) (name: string) =
        let known = DemonstrationReader.Formats |> Seq.map _.Name |> List.ofSeq

        if not (List.contains name known) then
            Errors.user
                $"{argument}: there is no format '{name}'{NearestNames.Question(name, known)}; {list known} are read."

    let private checkFormat (argument: string) (name: string) =
        let known = written ()

        if not (List.contains name known) then
            let readOnly =
                DemonstrationReader.Formats |> Seq.exists (fun format -> format.Name = name)

            let wrong =
                if readOnly then
                    $"'{name}' is read but not written"
                else
                    $"there is no format '{name}'{NearestNames.Question(name, known)}"

            Errors.user $"{argument}: {wrong}; {list known} are written."

    let private checkExtension (argument: string) (path: string) =
        if isNull (DemonstrationWriter.FormatOf path) then
            let extension = string (Path.GetExtension path)

            let known =
                written ()
                |> List.map (fun name -> "." + name)
                |> List.filter (fun extension -> not (isNull (DemonstrationWriter.FormatOf("x" + extension))))

            let wrong =
                if extension = "" then
                    "has no extension"
                else
                    $"has the extension {extension}, which no format goes by{NearestNames.Question(extension, known)}"

            Errors.user
                $"{argument}: '{path}' {wrong}; name a format with --format ({formats ()}) or give the file another extension."

    /// Refuses a file that could not be written in the end, before hours of work. The argument is what messages call it.
    let check (argument: string) overwrite (path: string) =
        let folder =
            match Path.GetDirectoryName(Path.GetFullPath path) with
            | null -> "/"
            | folder -> folder

        if Directory.Exists path then
            Errors.user $"{argument}: '{path}' is a folder, expected the name of a file."

        if path = PipedInput.Name then
            Errors.user $"{argument}: '-' is standard input, expected the name of a file to write."

        match FileKind.OfOther path with
        | null -> ()
        | other -> Errors.user $"{argument}: '{path}' is {other}, expected the name of a file."

        // A link that leads nowhere is there as well.
        let isThere = File.Exists path || not (isNull (FileInfo path).LinkTarget)

        if isThere && not overwrite then
            Errors.user $"{argument}: '{path}' exists already; replace it with --overwrite or choose another name."

        if not (Directory.Exists folder) then
            Errors.user $"{argument}: the folder of '{path}' does not exist."

        let probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp")

        try
            File.WriteAllBytes(probe, [||])
            File.Delete probe
        with
        | :? IOException
        | :? UnauthorizedAccessException as refused ->
            Errors.user $"{argument}: '{path}' cannot be written: {refused.Message}"

    /// As check, and the format: the one named, else the extension's.
    let checkWith (argument: string) overwrite (format: string option) (path: string) =
        match format with
        | Some name -> checkFormat "--format" name
        | None -> checkExtension argument path

        check argument overwrite path

    /// The environment that demonstrations were recorded in, where it is one of these here.
    let private environment (demonstrations: Demonstrations) =
        try
            Some(Env.specOf demonstrations.Source.EnvironmentId)
        with
        | :? UnknownEnvironmentException
        | :? RobotOptionException -> None

    /// Writes whole or not at all.
    let write (format: string option) (path: string) (demonstrations: Demonstrations) =
        DemonstrationWriter.Write(path, demonstrations, Option.toObj format, Option.toObj (environment demonstrations))

    /// As write, with names of the user's own for columns.
    let writeNamed (names: ImmutableDictionary<string, string>) format path demonstrations =
        if names.IsEmpty then
            write format path demonstrations
        else
            DemonstrationWriter.Write(path, demonstrations, Option.toObj format, names)

    /// A name as a shell takes it, for command lines that messages propose.
    let quoted (path: string) =
        if Seq.forall (fun letter -> Char.IsLetterOrDigit letter || Seq.contains letter "._-/+,=:@%") path then
            path
        else
            "'" + path.Replace("'", "'\\''") + "'"
