namespace Gail.Data;

/// <summary>A kind of file that demonstrations are kept in.</summary>
internal interface IDemonstrationFormat
{
    /// <summary>The name, as in --format and <see cref="DemonstrationSource.Format"/>.</summary>
    string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    string Description { get; }

    /// <summary>
    /// Whether a file is of this format, told by its content. Formats are asked in turn; the first that says yes reads
    /// the file.
    /// </summary>
    bool Recognizes(FileHead head);

    /// <summary>Opens a file of this format: the columns are known, the rows not yet read.</summary>
    /// <exception cref="DemonstrationException">It cannot be read as this format.</exception>
    IFileView Open(string path, DemonstrationFileOptions options);
}

/// <summary>A format that is written too.</summary>
internal interface IDemonstrationSink : IDemonstrationFormat
{
    /// <summary>The extensions that ask for this format where none is named, with the dot.</summary>
    System.Collections.Immutable.ImmutableArray<string> Extensions { get; }

    /// <summary>Writes a file whole or not at all.</summary>
    void Write(string path, Demonstrations demonstrations);
}

/// <summary>A view of a file.</summary>
internal interface IFileView : IDemonstrationView
{
    /// <summary>Reads all of it; single values are checked later.</summary>
    LoadedDemonstrations Load();
}
