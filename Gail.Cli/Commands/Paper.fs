namespace Gail.Cli.Commands

open System
open System.Collections.Immutable
open System.IO
open System.Text.Json
open System.Threading
open Gail.Numerics
open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Data
open Gail.Execution
open Gail.Data.Formats.Layouts
open Gail.Experiments.Paper
open Gail.Runs
open Gail.Scripts

/// The options of the table that have flags.
[<RequireQualifiedAccess>]
module PaperFlags =

    let private rule flag =
        PaperOptions.Rules |> Seq.find (fun rule -> String.Equals(rule.Flag, flag))

    let help flag = (rule flag).Meaning

    /// The whole number given to a flag, or the one that stands without it.
    let whole flag (standard: int64) (given: string option) =
        match given with
        | None -> standard
        | Some text ->
            match Overrides.reading (fun () -> (rule flag).Read(flag, text)) with
            | null -> standard
            | value -> value.GetValue<int64>()

type PaperArguments =
    | Experts of dir: string
    | Out of file: string
    | Budget of name: string
    | Only of what: string
    | Seeds of n: string
    | First_Seed of n: string
    | Recording of n: string
    | Jobs of n: string
    | Threads of n: string
    | Json
    | Quiet

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Experts _ ->
                "the paper's experts, as in CartPole-v0.npz; without it this project trains experts of its own"
            | Out _ ->
                "the page; figure (.svg) and results (.jsonl) go beside it [docs/results/paper-classic.md, quick: runs/paper-quick/paper-classic.md]"
            | Budget _ ->
                "full: as the paper; quick: of these runs only one and ten trajectories and two seeds, for a first page in minutes [full]"
            | Only _ ->
                "only some runs, as in Acrobot-v0/gail or CartPole-v0,MountainCar-v0/bc; the page shows what there is"
            | Seeds _ -> $"""{PaperFlags.help "--seeds"} [{PaperOptions().Seeds}, quick: {PaperOptions.Quick.Seeds}]"""
            | First_Seed _ -> $"""{PaperFlags.help "--first-seed"} [{PaperOptions().FirstSeed}]"""
            | Recording _ ->
                "names the randomness of the demonstrations, which all runs share, and of own experts: how much hangs on them? [0]"
            | Jobs _ -> "runs at a time [one per thread]"
            | Threads _ -> "threads for all of them together; no result depends on it [0: one per core]"
            | Json -> "end standard output with one JSON object on one line; progress goes to standard error"
            | Quiet -> "no progress and no summary"

/// gail paper: the paper's classic-control table, made again.
[<RequireQualifiedAccess>]
module Paper =

    let help () =
        Command.help
            "Makes the paper's classic-control table again: experts, demonstrations, training, evaluation, a page."
            "gail paper [--experts DIR] [options]"
            [
                Command.section<PaperArguments>
                    "What is made"
                    [ "--experts"; "--budget"; "--only"; "--seeds"; "--first-seed"; "--recording" ]
                Command.section<PaperArguments> "How it is made" [ "--out"; "--jobs"; "--threads"; "--json"; "--quiet" ]
            ]
            [
                "A first page in minutes", "gail paper --budget quick"
                "The whole table; stop with Ctrl-C, the same command goes on", "gail paper --experts DIR"
                "Two seeds of some of it", "gail paper --experts DIR --only Acrobot-v0/gail --seeds 2 --out acrobot.md"
            ]
        + "\n\nA run whose line is in the results is not made again, unless its settings or demonstrations are others.\nMethods are gail, fem, gtal, bc and control (GAIL with demonstrations of a random policy)."

    let private budgeted (name: string) =
        match name with
        | "full" -> PaperOptions()
        | "quick" -> PaperOptions.Quick
        | _ -> Errors.user $"--budget is '{name}', expected full or quick."

    /// The value of --only: environments and methods; runs that match one part at least are made.
    let private chosen (text: string) =
        let environments = List.ofSeq (PaperOptions().Environments)
        let methods = [ for method in PaperMethods.All -> PaperMethods.Name method, method ]

        let find kind known (same: 'K -> string) (name: string) =
            match
                known
                |> List.tryFind (fun one -> String.Equals(same one, name, StringComparison.OrdinalIgnoreCase))
            with
            | Some one -> one
            | None ->
                let all = known |> List.map same |> String.concat ", "

                Errors.user
                    $"--only: there is no {kind} '{name}'{NearestNames.Question(name, List.map same known)}; there are {all}."

        let part (text: string) =
            match text.Trim().Split '/' with
            | [| environment |] -> find "environment" environments id environment, List.map snd methods
            | [| environment; method |] ->
                find "environment" environments id environment, [ snd (find "method" methods fst method) ]
            | _ -> Errors.user $"--only is '{text}', expected ENV or ENV/METHOD."

        text.Split ',' |> Array.map part |> List.ofArray

    let private matches (parts: (string * PaperMethod list) list) (cell: PaperCell) =
        parts
        |> List.exists (fun (environment, methods) ->
            cell.Condition.Environment = environment
            && List.contains cell.Condition.Method methods)

    let private checkOut (path: string) =
        if not (path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)) then
            Errors.user $"--out is '{path}', expected a name that ends in .md."

        if Directory.Exists path then
            Errors.user $"--out: '{path}' is a folder, expected the name of a file."

        PaperPage.CheckFree path
        path

    let private writeSummary (writer: Utf8JsonWriter) (summary: PaperSummary) =
        writer.WriteStartObject()
        writer.WriteString("environment", summary.Condition.Environment)
        writer.WriteString("method", PaperMethods.Name summary.Condition.Method)
        writer.WriteNumber("trajectories", summary.Condition.Trajectories)
        writer.WriteNumber("runs", summary.Runs.Length)
        Summary.number writer "mean" summary.Return.Mean
        Summary.number writer "low" summary.Return.Low
        Summary.number writer "high" summary.Return.High
        writer.WriteString("verdict", string summary.Verdict)
        writer.WriteEndObject()

    let private writeJson (path: string) (study: PaperStudy) (log: PaperLog) stopped failed =
        Output.json (fun writer ->
            writer.WriteStartObject()
            writer.WriteString("page", path)
            writer.WriteString("figure", PaperPage.FigurePath path)
            writer.WriteString("results", PaperPage.ResultsPath path)
            writer.WriteNumber("runs", study.Cells.Length)
            writer.WriteNumber("missing", study.Missing(log).Length)
            writer.WriteNumber("failed", (failed: int))
            writer.WriteBoolean("stopped", stopped)
            writer.WriteNumber("wallSeconds", Summary.wallSeconds ())
            writer.WriteStartArray "conditions"
            study.Summaries log |> Seq.iter (writeSummary writer)
            writer.WriteEndArray()
            writer.WriteEndObject())

    /// The command as the page names it.
    let private command (arguments: ParseResults<PaperArguments>) budget =
        [
            "gail paper"
            if arguments.Contains Experts then
                "--experts DIR"
            if budget <> "full" then
                $"--budget {budget}"
            match arguments.TryGetResult Seeds with
            | Some seeds -> $"--seeds {seeds}"
            | None -> ()
            match arguments.TryGetResult First_Seed with
            | Some seed -> $"--first-seed {seed}"
            | None -> ()
            match arguments.TryGetResult Recording with
            | Some seed -> $"--recording {seed}"
            | None -> ()
        ]
        |> String.concat " "

    type private Request =
        {
            Path: string
            Options: PaperOptions
            /// Chooses among the runs.
            IsWanted: PaperCell -> bool
            Experts: string option
            RecordingSeed: int64
            Jobs: int
            Threads: int
            Style: ProgressStyle
            Json: bool
            Info: PaperPageInfo
        }

    let private request (arguments: ParseResults<PaperArguments>) =
        let budget = arguments.GetResult(Budget, defaultValue = "full")
        let standard = budgeted budget
        let threads = Inputs.threads (arguments.TryGetResult Threads)
        let cores = if threads = 0 then Environment.ProcessorCount else threads
        let jobs = Number.count "--jobs" 1 cores (arguments.TryGetResult Jobs)
        let isJson = arguments.Contains Json

        let folder, remark =
            if budget = "full" then
                "docs/results", ""
            else
                "runs/paper-quick", "Budget `quick`: only some of the table's runs"

        {
            Path = checkOut (arguments.GetResult(Out, defaultValue = $"{folder}/paper-classic.md"))
            Options =
                standard.With(
                    seeds = int (PaperFlags.whole "--seeds" standard.Seeds (arguments.TryGetResult Seeds)),
                    firstSeed = PaperFlags.whole "--first-seed" standard.FirstSeed (arguments.TryGetResult First_Seed)
                )
            IsWanted =
                match arguments.TryGetResult Only with
                | Some text -> matches (chosen text)
                | None -> fun _ -> true
            Experts = arguments.TryGetResult Experts
            RecordingSeed = Number.seed "--recording" 0L (arguments.TryGetResult Recording)
            Jobs = jobs
            Threads = threads
            Style = Progress.style (arguments.Contains Quiet) isJson
            Json = isJson
            Info = PaperPageInfo(command arguments budget, jobs, remark)
        }

    let private say request (text: string) =
        if request.Style <> Silent then
            stderr.WriteLine text

    /// Experts and their trajectories; what is wrong with a file is found before anything is computed.
    let private study request (executor: Executor) =
        let environments = request.Options.Environments |> Seq.map Env.create |> List.ofSeq

        let experts =
            environments
            |> List.map (fun environment ->
                match request.Experts with
                | Some folder ->
                    let expert = PaperExpert.Published(folder, environment.Spec)
                    fun () -> expert
                | None ->
                    fun () ->
                        say request $"training an expert for {environment.Spec.Id}"
                        PaperExpert.Own(environment, executor, request.RecordingSeed))

        fun () ->
            let tasks =
                List.map2
                    (fun environment expert ->
                        PaperTask.Prepare(environment, expert (), executor, request.RecordingSeed))
                    environments
                    experts

            PaperStudy(ImmutableArray.CreateRange tasks, request.Options)

    /// Writes the page from all results there are, and says what came out.
    let private finish
        request
        (study: PaperStudy)
        (log: PaperLog)
        (interruption: Interruption)
        isStopped
        (failures: PaperFailure list)
        =
        let isEmpty = (study.Summaries log).IsEmpty
        let missing = study.Missing(log).Length

        if not isEmpty then
            PaperPage.Write(request.Path, study, log, request.Info)

        for failure in failures do
            say request $"failed: {failure.Cell.Condition}, seed {failure.Cell.Options.Seed}: {failure.Reason}"

        if missing > 0 then
            say request $"{missing} of {study.Cells.Length} runs are still to be made; the same command goes on"

        if request.Json then
            writeJson request.Path study log isStopped failures.Length
        elif request.Style <> Silent && not isEmpty then
            stdout.WriteLine $"page: {request.Path}"
            stdout.WriteLine $"figure: {PaperPage.FigurePath request.Path}"

        if isStopped then interruption.ExitCode
        elif not failures.IsEmpty then ExitCode.UserError
        else ExitCode.Success

    let run (arguments: ParseResults<PaperArguments>) =
        let request = request arguments
        use interruption = new Interruption()
        let prepare = study request (Executor(request.Threads, interruption.Token))
        use log = PaperLog.Open(PaperPage.ResultsPath request.Path)

        try
            let study = prepare ()
            let missing = study.Missing log
            let wanted = missing |> Seq.filter request.IsWanted |> ImmutableArray.CreateRange

            if missing.Length < study.Cells.Length then
                let found = study.Cells.Length - missing.Length
                say request $"{found} of {study.Cells.Length} runs are in {PaperPage.ResultsPath request.Path} already"

            try
                PaperDisplay.show request.Style (fun report ->
                    PaperStudy.Run(log, wanted, request.Jobs, request.Threads, interruption.Token, Action<_> report))
                |> List.ofSeq
                |> finish request study log interruption false
            with :? OperationCanceledException when interruption.IsRequested ->
                finish request study log interruption true []
        with :? OperationCanceledException when interruption.IsRequested ->
            say request "stopped before the first run began"
            interruption.ExitCode
