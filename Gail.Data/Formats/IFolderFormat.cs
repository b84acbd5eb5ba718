using Gail.Data.Views;

namespace Gail.Data.Formats;

/// <summary>A data set that is a folder of files which belong together.</summary>
internal interface IFolderFormat : INamedFormat
{
    /// <summary>Whether a folder is one, told by the files in it.</summary>
    bool RecognizesFolder(string path);

    /// <summary>Opens a folder: the columns are known, the rows not yet read.</summary>
    /// <exception cref="DemonstrationException">It cannot be read as this format.</exception>
    DemonstrationView Open(string path, DemonstrationFileOptions options);
}
