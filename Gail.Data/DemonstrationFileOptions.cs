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
    /// a name followed by _0, _1, ... is a vector, and for arrays of no known layout.
    /// </summary>
    public ImmutableDictionary<string, string> ColumnNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// The members of a dictionary of observations to take, in the order in which they are to lie side by side; empty
    /// means all, sorted by name.
    /// </summary>
    public ImmutableArray<string> ObservationParts { get; init; } = [];

    /// <summary>Where HDF5 files are read.</summary>
    public NativeIsolation Isolation { get; init; } = NativeIsolation.InProcess;
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
