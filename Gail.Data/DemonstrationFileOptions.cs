using System.Collections.Immutable;

namespace Gail.Data;

/// <summary>How to read a file of demonstrations, where its content alone does not say enough.</summary>
public sealed record DemonstrationFileOptions
{
    /// <summary>All told by the content.</summary>
    public static DemonstrationFileOptions Default { get; } = new();

    /// <summary>The format's name, to override what the content looks like; see <see cref="DemonstrationReader.Formats"/>.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// Other names for columns, from ours to the file's, as in "observation" to "state": for CSV and JSON Lines, where
    /// a name followed by _0, _1, ... is a vector. Where the values of a vector have names of their own in CSV, all of
    /// them, as in "observation" to "position+speed".
    /// </summary>
    public ImmutableDictionary<string, string> ColumnNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// The members of a dictionary of observations to take, in the order in which they are to lie side by side; empty
    /// means all, sorted by name.
    /// </summary>
    public ImmutableArray<string> ObservationParts { get; init; } = [];

    /// <summary>
    /// The filter key of a robomimic file whose demonstrations are read, such as "train" or "valid"; null for all
    /// demonstrations. A file of another format is refused, for it has none.
    /// </summary>
    public string? FilterKey { get; init; }

    /// <summary>
    /// Whether the name that a file gives its environment is passed over, so that it may serve another environment and
    /// go together with files of other ones. Otherwise only another version of the same environment does.
    /// </summary>
    public bool AnyEnvironment { get; init; }

    /// <summary>Where HDF5 files are read.</summary>
    public NativeIsolation Isolation { get; init; } = NativeIsolation.InProcess;

    /// <summary>Which record of a Unity ML-Agents file the action of a step is taken from.</summary>
    public UnityActions UnityActions { get; init; } = UnityActions.OfSameRecord;
}

/// <summary>Where the action of a step stands in a Unity ML-Agents file.</summary>
public enum UnityActions
{
    /// <summary>In the record of the observation: what ML-Agents' own trainers take.</summary>
    OfSameRecord,

    /// <summary>
    /// In the record after it: its recorder writes each record before the agent decides, so that is where the action
    /// decided upon an observation is found.
    /// </summary>
    OfNextRecord,
}

/// <summary>Where a native library does its work.</summary>
public enum NativeIsolation
{
    /// <summary>
    /// In this process: fastest. A fault in the library ends the process, and damaged files can bring one about
    /// (of a thousand files with a few bits flipped, libhdf5 1.10.8 crashes on about one and never ends on another): for
    /// files that are trusted.
    /// </summary>
    InProcess,

    /// <summary>
    /// In a child process with limits of memory and time: a fault there is an exception here. The child is the command
    /// gail; where this process is another, the environment variable GAIL_CHILD is to name gail.dll.
    /// </summary>
    ChildProcess,
}
