/// Where the sources are, and programs run there as a user runs them.
module Gail.Tests.Repository

open System
open System.IO
open Gail.TestSupport
open Xunit

#if DEBUG
let configuration = "Debug"
#else
let configuration = "Release"
#endif

/// The repository's root, where Gail.slnx stands.
let root =
    let rec find (folder: DirectoryInfo | null) =
        match folder with
        | null -> failwith "Gail.slnx was not found in any folder above the tests"
        | folder when File.Exists(Path.Combine(folder.FullName, "Gail.slnx")) -> folder.FullName
        | folder -> find folder.Parent

    find (DirectoryInfo AppContext.BaseDirectory)

/// One of the paper's experts: in the folder that GAIL_PAPER names, or in shared/paper beside the repository. They are
/// no part of it, so a test without them skips.
let paperExpert (name: string) =
    let folder =
        match Environment.GetEnvironmentVariable "GAIL_PAPER" with
        | null -> Path.Combine(root, "..", "shared", "paper")
        | folder -> folder

    let path = Path.Combine(folder, "experts", name)
    Assert.SkipUnless(File.Exists path, $"{name} is not here; set GAIL_PAPER to its folder.")
    path

/// Runs dotnet at the root; its standard output, or a failure with both outputs when it does not exit with 0.
let dotnet (arguments: string list) =
    // As in build.sh: a bare machine may lack ICU.
    let variables = dict [ "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1" ]
    use running = TestProcess.Start("dotnet", arguments, root, variables)
    let code = running.End()

    if code <> 0 then
        let command = String.concat " " arguments
        failwith $"dotnet {command} exited with {code}:\n{running.Output}\n{running.ErrorOutput}"

    running.Output

/// Gives a new folder to an action and removes it afterwards.
let inTemporaryFolder (action: string -> unit) =
    let folder = Directory.CreateTempSubdirectory("gail-scripts-").FullName

    try
        action folder
    finally
        Directory.Delete(folder, true)
