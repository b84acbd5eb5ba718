using System.Collections.Immutable;
using Gail.Data.Formats;
using Gail.Environments;

namespace Gail.Data;

/// <summary>Writes demonstrations; <see cref="DemonstrationReader.Formats"/> lists what can be written.</summary>
/// <remarks>
/// Without a format, the extension decides, and a name that says nothing means this project's own .npz, which NumPy
/// reads without pickle. Equal demonstrations give equal bytes: no file holds a time, path or machine.
/// </remarks>
public static class DemonstrationWriter
{
    /// <summary>Writes a file whole or not at all, in the format that its extension asks for.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <exception cref="DemonstrationException">The file cannot be written.</exception>
    public static void Write(string path, Demonstrations demonstrations)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Write(path, demonstrations, DemonstrationFormats.TargetFor(path), environment: null);
    }

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <param name="format">The name of a format that is written.</param>
    /// <exception cref="DemonstrationException">There is no such format, or the file cannot be written.</exception>
    public static void Write(string path, Demonstrations demonstrations, string format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Write(path, demonstrations, DemonstrationFormats.TargetNamed(path, format), environment: null);
    }

    /// <summary>
    /// Writes a file whole or not at all, with what its format says of an environment besides the name: the bounds of
    /// observations and actions in Minari's.
    /// </summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <param name="format">The name of a format that is written; null to let the extension decide.</param>
    /// <param name="environment">What the demonstrations were recorded in; null if that is not known.</param>
    /// <exception cref="DemonstrationException">There is no such format, or the file cannot be written.</exception>
    public static void Write(string path, Demonstrations demonstrations, string? format, EnvironmentSpec? environment)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = format is null
            ? DemonstrationFormats.TargetFor(path)
            : DemonstrationFormats.TargetNamed(path, format);
        Write(path, demonstrations, target, environment);
    }

    /// <summary>Writes a table in text or JSON Lines, whole or not at all, whose columns have names of one's own.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <param name="format">The name of a format that is written; null to let the extension decide.</param>
    /// <param name="names">From our names to those wanted, as in <see cref="DemonstrationFileOptions.ColumnNames"/>.</param>
    /// <exception cref="DemonstrationException">The format has names of its own, or the file cannot be written.</exception>
    public static void Write(
        string path,
        Demonstrations demonstrations,
        string? format,
        ImmutableDictionary<string, string> names
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(names);
        var target = format is null
            ? DemonstrationFormats.TargetFor(path)
            : DemonstrationFormats.TargetNamed(path, format);
        Write(path, demonstrations, () => target.WriteNamed(path, demonstrations, names));
    }

    /// <summary>The name of the format that a file's extension asks for; null where it asks for none.</summary>
    /// <param name="path">The file's name; nothing need be there.</param>
    public static string? FormatOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = DemonstrationFormats.TargetFor(path);
        // A name that says nothing gets the default, which its extension did not ask for.
        return target.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? target.Name
            : null;
    }

    private static void Write(
        string path,
        Demonstrations demonstrations,
        IDemonstrationTarget target,
        EnvironmentSpec? environment
    ) => Write(path, demonstrations, () => target.Write(path, demonstrations, environment));

    private static void Write(string path, Demonstrations demonstrations, Action write)
    {
        ArgumentNullException.ThrowIfNull(demonstrations);
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemonstrationException(path, "", $"cannot be written: {e.Message}", e);
        }
    }
}
