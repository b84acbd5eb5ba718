using System.Collections.Immutable;
using Gail.Data.Formats;
using Gail.Data.Views;
using Microsoft.ML;

namespace Gail.Data;

/// <summary>Reads demonstrations from files of all <see cref="Formats"/>.</summary>
/// <remarks>
/// <para>
/// The format is told by the content, not by the name; <see cref="DemonstrationFileOptions.Format"/> overrides it.
/// A folder is the view of all demonstrations in it, in the order of their names, in which numbers count by their value.
/// </para>
/// <para>
/// Termination and time limits stay apart where the format knows them. Where it cannot tell them,
/// <see cref="Demonstrations.Terminated"/> is null until <see cref="Demonstrations.WithTerminationFromStepLimit"/>
/// decides.
/// </para>
/// <para>
/// Nothing found in a file is ever executed: arrays of pickled Python objects are skipped, or refused where numbers
/// are needed.
/// </para>
/// </remarks>
public static class DemonstrationReader
{
    /// <summary>The formats that are read, and which of them are written too.</summary>
    public static ImmutableArray<DemonstrationFormat> Formats => DemonstrationFormats.Described;

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">A file or a folder of files.</param>
    /// <exception cref="DemonstrationException">The file cannot be read or what it holds cannot be used.</exception>
    public static Demonstrations Read(string path) => Read(path, DemonstrationFileOptions.Default);

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">A file or a folder of files.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">The file cannot be read or what it holds cannot be used.</exception>
    public static Demonstrations Read(string path, DemonstrationFileOptions options) =>
        Demonstrations.Collect(Open(path, options));

    /// <summary>A view of a file: its columns are known, its rows are not yet read.</summary>
    /// <param name="path">A file or a folder of files.</param>
    /// <exception cref="DemonstrationException">The file is of no known format or damaged.</exception>
    public static IDataView Open(string path) => Open(path, DemonstrationFileOptions.Default);

    /// <summary>A view of a file: its columns are known, its rows are not yet read.</summary>
    /// <param name="path">A file or a folder of files.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">The file is of no known format or damaged.</exception>
    public static IDataView Open(string path, DemonstrationFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OpenOne(path, options);
    }

    /// <summary>As <see cref="Open(string, DemonstrationFileOptions)"/>.</summary>
    internal static DemonstrationView OpenOne(string path, DemonstrationFileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path)
            ? DemonstrationFolder.Open(path, options)
            : DemonstrationFormats.Open(path, options);
    }

    /// <summary>A view of several files, one after the other.</summary>
    /// <param name="paths">At least one; all with the same columns.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">A file is of no known format or damaged, or their columns differ.</exception>
    public static IDataView OpenAll(IEnumerable<string> paths, DemonstrationFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        ImmutableArray<string> all = [.. paths];
        return DemonstrationFiles.Joined(
            string.Join(" + ", all),
            all,
            path => OpenOne(path, options),
            options.SkipBad,
            notes: []
        );
    }
}

/// <summary>A format of files.</summary>
/// <param name="Name">The name, as in <see cref="DemonstrationFileOptions.Format"/>.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="IsWritten">Whether it is written too.</param>
public sealed record DemonstrationFormat(string Name, string Description, bool IsWritten);
