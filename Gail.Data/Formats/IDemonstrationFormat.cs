using System.Collections.Immutable;
using Gail.Data.Views;
using Gail.Environments;

namespace Gail.Data.Formats;

/// <summary>A format, or a layout of arrays within one, that people can name.</summary>
internal interface INamedFormat
{
    /// <summary>The name, as in --format and <see cref="DemonstrationSource.Format"/>.</summary>
    string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    string Description { get; }
}

/// <summary>A kind of file that demonstrations are kept in.</summary>
internal interface IDemonstrationFormat : INamedFormat
{
    /// <summary>
    /// Whether a file is of this format, told by its content. Formats are asked in turn; the first that says yes reads
    /// the file.
    /// </summary>
    bool Recognizes(FileHead head);

    /// <summary>Opens a file of this format: the columns are known, the rows not yet read.</summary>
    /// <exception cref="DemonstrationException">It cannot be read as this format.</exception>
    DemonstrationView Open(string path, DemonstrationFileOptions options);
}

/// <summary>A format or layout that demonstrations can be written in.</summary>
internal interface IDemonstrationTarget : INamedFormat
{
    /// <summary>The extensions that ask for it where no name is given, with the dot.</summary>
    ImmutableArray<string> Extensions { get; }

    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="DemonstrationException">It needs what the demonstrations do not hold.</exception>
    void Write(string path, Demonstrations demonstrations);

    /// <summary>The same, where the environment may be known and the format may have something to say of it.</summary>
    /// <exception cref="DemonstrationException">It needs what the demonstrations do not hold.</exception>
    void Write(string path, Demonstrations demonstrations, EnvironmentSpec? environment) => Write(path, demonstrations);

    /// <summary>The same with names of the user's own for columns, as <see cref="DemonstrationFileOptions.ColumnNames"/>.</summary>
    /// <exception cref="DemonstrationException">The format has names of its own.</exception>
    void WriteNamed(string path, Demonstrations demonstrations, ImmutableDictionary<string, string> names) =>
        throw new DemonstrationException(
            path,
            "",
            $"names of columns were given, but the format '{Name}' has names of its own; csv and jsonl are written with others."
        );
}

/// <summary>A format that is written too.</summary>
internal interface IDemonstrationSink : IDemonstrationFormat, IDemonstrationTarget;
