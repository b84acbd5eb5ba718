using System.Collections.Immutable;
using System.Text;
using Gail.Configuration;
using Gail.Data.Files;
using Gail.Evaluation;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.Checkpoints;
using Gail.Runs.PolicyFiles;
using Gail.Training;

namespace Gail.Runs;

/// <summary>
/// The directory of one run: options.json and run.json (written first), metrics.csv (nothing in it depends on the
/// clock), timing.csv, evaluations.csv where asked for, checkpoints/ITERATION/state.safetensors and policy.safetensors.
/// </summary>
public sealed class RunDirectory
{
    /// <summary>The policy's file name.</summary>
    public const string PolicyName = RunFiles.Policy;

    private readonly RunFiles _files;
    private readonly CsvLog _metrics;
    private readonly CsvLog _timing;
    private readonly CsvLog _evaluations;

    private RunDirectory(string path, TrainingOptions options, RunInfo info)
    {
        Path = path;
        Options = options;
        Info = info;
        _files = new RunFiles(path);
        _metrics = new CsvLog(_files.In(RunFiles.Metrics));
        _timing = new CsvLog(_files.In(RunFiles.Timing));
        _evaluations = new CsvLog(_files.In(RunFiles.Evaluations));
    }

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>The resolved options.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The origin of the run.</summary>
    public RunInfo Info { get; }

    /// <summary>The policy's file.</summary>
    public string PolicyPath => _files.In(PolicyName);

    /// <summary>Makes a directory for a new run.</summary>
    /// <param name="path">A directory that does not exist or is empty, unless <paramref name="overwrite"/>.</param>
    /// <param name="options">The resolved options.</param>
    /// <param name="info">The origin of the run.</param>
    /// <param name="overwrite">
    /// Whether an earlier run there is removed: the files of the names that a run writes. Anything else there is never
    /// touched, and where one of those names is a link the run is refused.
    /// </param>
    /// <exception cref="RunException">It is in use or cannot be written.</exception>
    public static RunDirectory Create(string path, TrainingOptions options, RunInfo info, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(info);
        CheckFree(path, overwrite);
        try
        {
            Directory.CreateDirectory(path);
            using var held = RunLock.Take(path);
            var run = new RunDirectory(path, options, info);
            // The options first, over the old ones: at no moment is the directory without what marks it as a run's.
            WriteText(run._files.In(RunFiles.Options), OptionsJson.Write(options));
            run._files.RemoveResults();
            WriteText(run._files.In(RunFiles.Info), info.ToJson());
            return run;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException(path, $"the run directory cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Checks that a new run may use a directory, without touching anything.</summary>
    /// <param name="overwrite">Whether an earlier run there may be removed.</param>
    /// <exception cref="RunException">It may not.</exception>
    public static void CheckFree(string path, bool overwrite)
    {
        if (File.Exists(path))
        {
            throw new RunException(path, "is a file; a run needs a directory.");
        }
        if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).All(IsLeftOver))
        {
            return;
        }
        if (!File.Exists(System.IO.Path.Combine(path, RunFiles.Options)))
        {
            throw new RunException(path, "is not empty and no run; choose another directory with --out.");
        }
        if (!overwrite)
        {
            throw new RunException(
                path,
                "already holds a run; continue it with --resume, replace it with --overwrite or choose another --out."
            );
        }
        if (new RunFiles(path).FirstLink() is { } link)
        {
            throw new RunException(
                link,
                "is a link, and nothing is removed through one; remove the link or choose another --out."
            );
        }
    }

    /// <summary>Opens the directory of an earlier run.</summary>
    /// <exception cref="RunException">It holds no run, or its options cannot be read.</exception>
    public static RunDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = System.IO.Path.Combine(path, RunFiles.Options);
        if (!File.Exists(options))
        {
            throw new RunException(path, $"holds no run (no {RunFiles.Options}).");
        }
        var info = System.IO.Path.Combine(path, RunFiles.Info);
        return new RunDirectory(
            path,
            Parse(options, OptionsJson.Read),
            File.Exists(info) ? Parse(info, RunInfo.FromJson) : new RunInfo()
        );
    }

    /// <summary>This run with new limits, which its options.json then says too.</summary>
    /// <param name="iterations">See <see cref="TrainingOptions.Iterations"/>.</param>
    /// <param name="steps">See <see cref="TrainingOptions.Steps"/>.</param>
    public RunDirectory WithLimits(int iterations, long? steps)
    {
        var options = Options with { Iterations = iterations, Steps = steps };
        if (options.Iterations == Options.Iterations && options.Steps == Options.Steps)
        {
            return this;
        }
        WriteText(_files.In(RunFiles.Options), OptionsJson.Write(options));
        return new RunDirectory(Path, options, Info);
    }

    /// <summary>Adds the row of an iteration to metrics.csv and timing.csv.</summary>
    /// <param name="metrics">The metrics of the iteration; the first is its number.</param>
    /// <param name="seconds">The time that the run has taken so far, in all its processes.</param>
    /// <param name="stepsPerSecond">Environment steps per second of this iteration.</param>
    public void Log(IReadOnlyList<Metric> metrics, double seconds, double stepsPerSecond)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _metrics.Append(metrics);
        _timing.Append([
            metrics[0],
            new Metric("seconds", seconds),
            new Metric("environment_steps_per_second", stepsPerSecond),
        ]);
    }

    /// <summary>Keeps others from writing here until the result is disposed of.</summary>
    /// <exception cref="RunException">Another run is being written here.</exception>
    internal IDisposable Take() => RunLock.Take(Path);

    /// <summary>The time that the run has taken, by timing.csv; 0 where it has not begun.</summary>
    internal double SecondsSoFar => _timing.Last(column: 1);

    /// <summary>The iteration of the last row of evaluations.csv; 0 where there is none.</summary>
    internal long LastEvaluated => _evaluations.LastIteration();

    /// <summary>Adds a row to evaluations.csv.</summary>
    /// <param name="state">The state whose policy was evaluated.</param>
    /// <param name="result">Its episodes.</param>
    public void LogEvaluation(TrainState state, EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(result);
        _evaluations.Append([
            new Metric("iteration", state.Iteration),
            new Metric("environment_steps", state.Progress.EnvironmentSteps),
            new Metric("return_mean", result.MeanReturn),
            new Metric("return_std", result.StandardDeviation),
            new Metric("return_min", result.Returns.Min()),
            new Metric("return_max", result.Returns.Max()),
            new Metric("episode_length_mean", result.Lengths.Average()),
            new Metric("episodes", result.Returns.Length),
            new Metric("unstable_episodes", result.UnstableEpisodes),
        ]);
    }

    /// <summary>
    /// Writes the whole state, under a temporary name first. The one before it stays, in case this one is damaged; those
    /// before both are removed.
    /// </summary>
    public void SaveCheckpoint(TrainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var file = _files.StateOf(state.Iteration);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            new CheckpointFile(state, Fingerprints()).Write(file);
        }
        var earlier = _files.FindCheckpoints().Where(checkpoint => checkpoint.Iteration < state.Iteration).ToList();
        _files.RemoveCheckpointsBefore(
            earlier.Count > 0 ? earlier.Max(checkpoint => checkpoint.Iteration) : state.Iteration
        );
    }

    /// <summary>
    /// From where the run goes on: its newest checkpoint, or where that is damaged, with a note, the one before. Changes
    /// nothing.
    /// </summary>
    /// <exception cref="DataFileException">There are checkpoints, and all are damaged.</exception>
    public ResumePoint FindResumePoint()
    {
        DataFileException? newest = null;
        foreach (
            var (iteration, file) in _files.FindCheckpoints().OrderByDescending(checkpoint => checkpoint.Iteration)
        )
        {
            try
            {
                var checkpoint = CheckpointFile.Read(file);
                return new ResumePoint(checkpoint.State, [.. Fallen(newest, iteration), .. Changes(checkpoint)]);
            }
            catch (DataFileException e)
            {
                newest ??= e;
            }
        }
        // Where the only state was taken away, beginning anew in silence would write over what was learned.
        return newest is not null ? throw newest
            : _files.FindMissingState() is { } missing ? new ResumePoint(CheckpointFile.Read(missing).State, [])
            : new ResumePoint(null, []);
    }

    /// <summary>The state of <see cref="FindResumePoint"/>; null where there is none.</summary>
    /// <exception cref="DataFileException">All checkpoints are damaged.</exception>
    public TrainState? ReadCheckpoint() => FindResumePoint().State;

    private static IEnumerable<string> Fallen(DataFileException? newest, long iteration) =>
        newest is null ? [] : [$"{newest.Message.TrimEnd('.')}; going on from iteration {iteration} instead."];

    private IEnumerable<string> Changes(CheckpointFile checkpoint) =>
        from name in ChangedSince(checkpoint)
        select $"{_files.In(name)}: {RunVerification.Changed}";

    /// <summary>The names of the run's other files that are not as they were when a checkpoint was written.</summary>
    internal ImmutableArray<string> ChangedSince(CheckpointFile checkpoint) =>
        [
            .. from kept in checkpoint.Fingerprints
            where
                kept.Key == RunFiles.Options
                    ? kept.Value != OptionsFingerprint
                    : !kept.Value.IsBeginningOf(_files.In(kept.Key))
            select kept.Key,
        ];

    private ImmutableSortedDictionary<string, Fingerprint> Fingerprints() =>
        RunFiles
            .Tables.Where(name => File.Exists(_files.In(name)))
            .ToImmutableSortedDictionary(name => name, name => Fingerprint.Of(_files.In(name)), StringComparer.Ordinal)
            .SetItem(RunFiles.Options, OptionsFingerprint);

    // Without the limits, which change when a run is to go on for longer.
    private Fingerprint OptionsFingerprint =>
        Fingerprint.Of(Encoding.UTF8.GetBytes(OptionsJson.Write(Options with { Iterations = 1, Steps = null })));

    /// <summary>
    /// Cuts metrics.csv, timing.csv and evaluations.csv back to a state, so that a run continued from it appends to them,
    /// and removes later checkpoints, which are damaged where there are any.
    /// </summary>
    /// <param name="state">The state of the last checkpoint; null for a run that begins anew.</param>
    /// <exception cref="RunException">The tables do not reach that far, or another process writes them.</exception>
    public void CutTablesTo(TrainState? state)
    {
        using var held = Take();
        if (state is not null)
        {
            _files.RemoveCheckpointsAfter(state.Iteration);
        }
        _metrics.KeepThrough(state?.Iteration ?? 0);
        _timing.KeepThrough(state?.Iteration ?? 0);
        _evaluations.KeepRowsThrough(state?.Iteration ?? 0);
    }

    /// <summary><see cref="ReadCheckpoint"/>, then <see cref="CutTablesTo"/>.</summary>
    /// <exception cref="DataFileException">The checkpoint or a table is damaged.</exception>
    public TrainState? Resume()
    {
        var state = ReadCheckpoint();
        CutTablesTo(state);
        return state;
    }

    /// <summary>
    /// Writes the policy, where it is of the kind that a <see cref="PolicyFile"/> describes; of others, whose code is
    /// not ours, the checkpoint holds all there is.
    /// </summary>
    public void SavePolicy(IPolicy policy)
    {
        if (PolicyFile.Describes(policy) is { } described)
        {
            PolicyFile.Write(PolicyPath, Options.Environment, described, Info.ObservationParts);
        }
    }

    private static T Parse<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(RunText.Read(file));
        }
        catch (Exception e)
            when (e is FormatException or System.Text.Json.JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RunException(file, $"cannot be read: {e.Message}", e);
        }
    }

    // What a killed process may leave: a file that was never renamed.
    private static bool IsLeftOver(string path) =>
        System.IO.Path.GetFileName(path) is var name
        && name.StartsWith('.')
        && name.EndsWith(".tmp", StringComparison.Ordinal);

    private static void WriteText(string file, string text) =>
        AtomicFile.WriteBytes(file, Encoding.UTF8.GetBytes(text + "\n"));
}
