/// Where the sources are, and programs run there as a user runs them.
module Gail.Scripts.Tests.Repository

open Gail.TestSupport

#if DEBUG
let configuration = "Debug"
#else
let configuration = "Release"
#endif

/// The repository's root.
let root = Gail.TestSupport.Repository.Root

/// One of the paper's experts; a test without it is skipped.
let paperExpert (name: string) =
    Check.Need(fun () -> SharedFiles.Expert name)

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
    use folder = new TemporaryFolder()
    action folder.Path
