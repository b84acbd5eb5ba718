using System.Collections.Immutable;
using Gail.Data.Formats;

namespace Gail.Data;

/// <summary>How to read a file of demonstrations, where its content alone does not say enough.</summary>
public sealed record DemonstrationFileOptions
{
    /// <summary>All told by the content.</summary>
    public static DemonstrationFileOptions Default { get; } = new();

    /// <summary>The format's name, to override what the content looks like; see <see cref="DemonstrationReader.Formats"/>.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// Other names for columns, from ours to the file's, as in "observation" to "state": of tables in text and JSON,
    /// where a name followed by _0, _1, ... is a vector, and of arrays in .npz and HDF5 files. Where the values of a
    /// vector have names of their own, all of them, as in "observation" to "position+speed"; the columns of a table may
    /// be numbered too, from 0, as in "0+1+2" or "0-2". "agent" names the column that tells agents apart whose rows
    /// alternate.
    /// </summary>
    public ImmutableDictionary<string, string> ColumnNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// The names of all columns of a table in text, in order: where it has no line of names, or in the place of that.
    /// Empty where there is one.
    /// </summary>
    public ImmutableArray<string> Header { get; init; } = [];

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

    /// <summary>
    /// Whether what cannot be read or used is left out: a file among several, an episode of which a line, an array or a
    /// number is bad, what is behind the place where a file breaks off. <see cref="Views.ViewSchema.LeftOut"/> lists
    /// it. A file is read at once then, and held in memory. Otherwise each of these is an error that names it.
    /// </summary>
    public bool SkipBad { get; init; }

    /// <summary>Where a format that can go on behind a bad part says so; null where that is an error.</summary>
    internal BadParts? Bad { get; init; }

    /// <summary>The episodes of a file that are left out, as the file calls them.</summary>
    internal ImmutableHashSet<string> Without { get; init; } = [];

    /// <summary>These options, with the environment's name passed over.</summary>
    public DemonstrationFileOptions ForAnyEnvironment() => this with { AnyEnvironment = true };

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
