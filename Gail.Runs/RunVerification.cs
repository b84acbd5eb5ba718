using System.Collections.Immutable;
using Gail.Data.Files;
using Gail.Runs.Checkpoints;
using Gail.Runs.PolicyFiles;

namespace Gail.Runs;

/// <summary>What was found of a file of a run.</summary>
/// <param name="File">Its path.</param>
/// <param name="Problem">What is wrong, in one sentence; null where the file is sound.</param>
public sealed record VerifiedFile(string File, string? Problem);

/// <summary>
/// Reads every file of a run directory and says which are sound: checksums of checkpoints and policy, and whether options,
/// information and tables are as they were when the newest checkpoint was written. It changes nothing.
/// </summary>
public static class RunVerification
{
    /// <summary>Reads a run.</summary>
    /// <param name="path">A run directory.</param>
    /// <returns>A row for each file, in a fixed order.</returns>
    /// <exception cref="RunException">It holds no run.</exception>
    public static ImmutableArray<VerifiedFile> Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(Path.Combine(path, RunFiles.Options)))
        {
            throw new RunException(path, $"holds no run (no {RunFiles.Options}).");
        }
        var files = new RunFiles(path);
        RunDirectory? directory = null;
        var opening = Fault(() => directory = RunDirectory.Open(path));
        CheckpointFile? newest = null;
        var checkpoints = files
            .FindCheckpoints()
            .OrderByDescending(checkpoint => checkpoint.Iteration)
            .Select(checkpoint => Verified(checkpoint.State, () => Read(checkpoint.State)))
            .ToList();
        if (files.FindMissingState() is { } missing)
        {
            checkpoints.Add(new VerifiedFile(missing, "is missing: somebody took it away."));
        }
        var changed = directory is not null && newest is not null ? directory.ChangedSince(newest) : [];
        var others =
            from name in (string[])[RunFiles.Options, RunFiles.Info, .. RunFiles.Tables]
            let file = files.In(name)
            where File.Exists(file) || changed.Contains(name)
            let problem = opening?.File == file ? opening.Message
            : changed.Contains(name) ? Changed
            : null
            select new VerifiedFile(file, problem);
        var policy = files.In(RunFiles.Policy);

        void Read(string file)
        {
            var read = CheckpointFile.Read(file);
            newest ??= read;
        }

        return
        [
            .. others,
            .. checkpoints,
            .. File.Exists(policy) ? [Verified(policy, () => PolicyFile.Read(policy))] : (VerifiedFile[])[],
        ];
    }

    /// <summary>What is said of a file that does not begin as it did.</summary>
    internal const string Changed =
        "is not as it was when the newest checkpoint was written; it was changed or damaged since.";

    private static VerifiedFile Verified(string file, Action read) => new(file, Fault(read)?.Message);

    private static DataFileException? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (DataFileException e)
        {
            return e;
        }
    }
}
