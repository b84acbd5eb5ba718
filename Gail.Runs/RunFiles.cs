using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Files;

namespace Gail.Runs;

/// <summary>
/// The files of a run by their names, and how they are removed: these names only, one by one, and never through a
/// link, behind which other people's files may lie. A folder goes when nothing is left in it.
/// </summary>
internal sealed class RunFiles(string path)
{
    public const string Options = "options.json";
    public const string Info = "run.json";
    public const string Metrics = "metrics.csv";
    public const string Timing = "timing.csv";
    public const string Evaluations = "evaluations.csv";
    public const string Policy = "policy.safetensors";
    private const string CheckpointsName = "checkpoints";
    private const string State = "state.safetensors";

    private static readonly string[] Results = [Metrics, Timing, Evaluations, Policy];

    /// <summary>
    /// The tables that a checkpoint keeps a fingerprint of: those in which nothing depends on the clock, so that equal
    /// states have equal files.
    /// </summary>
    public static readonly ImmutableArray<string> Tables = [Metrics, Evaluations];

    /// <summary>A checkpoint: its iteration and the file of its state.</summary>
    public sealed record Checkpoint(long Iteration, string State);

    public string In(string name) => Path.Combine(path, name);

    /// <summary>The file of the state of an iteration, there or not.</summary>
    public string StateOf(long iteration) =>
        Path.Combine(Checkpoints, iteration.ToString("D6", CultureInfo.InvariantCulture), State);

    /// <summary>The checkpoints there are, in no order.</summary>
    public IEnumerable<Checkpoint> FindCheckpoints() =>
        CheckpointFolders()
            .Select(folder => new Checkpoint(folder.Iteration, Path.Combine(folder.Path, State)))
            .Where(checkpoint => File.Exists(checkpoint.State));

    /// <summary>
    /// The state that a checkpoint's folder with nothing in it should have: somebody took it away, since a process that
    /// is killed as it writes leaves a part of it. Null where no folder is empty.
    /// </summary>
    public string? FindMissingState() =>
        CheckpointFolders()
            .Where(folder => !Directory.EnumerateFileSystemEntries(folder.Path).Any())
            .Select(folder => Path.Combine(folder.Path, State))
            .FirstOrDefault();

    /// <summary>The first of the run's own names that is a link; null where none is.</summary>
    public string? FirstLink() =>
        ((string[])[Options, Info, .. Results, CheckpointsName])
            .Select(In)
            .Concat(CheckpointFolders().SelectMany(folder => new[] { folder.Path, Path.Combine(folder.Path, State) }))
            .FirstOrDefault(IsLink);

    /// <summary>Removes what a run came to, but not what says that there is one.</summary>
    public void RemoveResults()
    {
        foreach (var file in Results.Select(In).Where(file => !IsLink(file)))
        {
            File.Delete(file);
        }
        RemoveCheckpointsBefore(long.MaxValue);
    }

    /// <summary>Removes the checkpoints of earlier iterations; those behind links stay.</summary>
    public void RemoveCheckpointsBefore(long iteration) => RemoveCheckpoints(at => at < iteration);

    /// <summary>Removes the checkpoints of later iterations; those behind links stay.</summary>
    public void RemoveCheckpointsAfter(long iteration) => RemoveCheckpoints(at => at > iteration);

    private void RemoveCheckpoints(Predicate<long> isMeant)
    {
        if (IsLink(Checkpoints))
        {
            return;
        }
        foreach (var folder in CheckpointFolders().Where(folder => isMeant(folder.Iteration) && !IsLink(folder.Path)))
        {
            // With the state what was left of one by a process that was killed as it wrote.
            foreach (var file in Directory.GetFiles(folder.Path).Where(file => IsState(file) && !IsLink(file)))
            {
                File.Delete(file);
            }
            RemoveIfEmpty(folder.Path);
        }
    }

    private string Checkpoints => In(CheckpointsName);

    private static bool IsState(string file) =>
        Path.GetFileName(file) is var name && (name == State || AtomicFile.IsTemporaryOf(name, State));

    /// <summary>The folders named by an iteration; anything else under checkpoints/ is not ours.</summary>
    private List<(long Iteration, string Path)> CheckpointFolders()
    {
        var found = new List<(long, string)>();
        foreach (var folder in Directory.Exists(Checkpoints) ? Directory.GetDirectories(Checkpoints) : [])
        {
            var name = Path.GetFileName(folder);
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var iteration))
            {
                found.Add((iteration, folder));
            }
        }
        return found;
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static void RemoveIfEmpty(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
